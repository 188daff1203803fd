import numpy as np
import pytest

from knowledge_base.errors import IndexDamagedError
from knowledge_base.search.vector_index import VectorIndex, nearest_earlier
from tests.fakes.full_disk import full_disk


def unit_vectors(count, dimension=8):
    vectors = np.random.default_rng(0).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class TestSearching:
    def test_finds_what_brute_force_finds(self):
        vectors = unit_vectors(50)
        index = VectorIndex.from_vectors(vectors)

        expected = np.argsort(-(vectors @ vectors[3]))[:5]

        assert index.nearest(vectors[3], 5).tolist() == expected.tolist()

    def test_gives_fewer_when_there_are_fewer(self):
        assert len(VectorIndex.from_vectors(unit_vectors(3)).nearest(unit_vectors(1)[0], 10)) == 3

    def test_cosines_are_of_the_numbers_asked_for(self):
        vectors = unit_vectors(50)

        cosines = VectorIndex.from_vectors(vectors).cosines(vectors[0], np.array([4, 0]))

        assert cosines == pytest.approx([vectors[4] @ vectors[0], 1.0], abs=1e-5)

    def test_all_cosines_are_in_the_order_of_the_vectors(self):
        vectors = unit_vectors(50)

        cosines = VectorIndex.from_vectors(vectors).all_cosines(vectors[7])

        assert cosines == pytest.approx(vectors @ vectors[7], abs=1e-5)


class TestALargeBase:
    @pytest.fixture
    def vectors(self):
        return unit_vectors(5000, 16)

    @pytest.fixture
    def index(self, vectors):
        return VectorIndex.from_vectors(vectors, approximate_from=1000)

    def test_is_searched_nearly_as_well(self, vectors, index):
        queries = vectors[:50]

        exact = np.argsort(-(queries @ vectors.T), axis=1)[:, :10]
        found = [set(index.nearest(query, 10)) for query in queries]
        recall = np.mean([len(f & set(e)) / 10 for f, e in zip(found, exact, strict=True)])

        assert recall > 0.95

    def test_is_made_the_same_each_time(self, vectors, index):
        again = VectorIndex.from_vectors(vectors, approximate_from=1000)

        for vector in vectors[:20]:
            assert again.nearest(vector, 10).tolist() == index.nearest(vector, 10).tolist()

    def test_gives_its_vectors_almost_as_they_were(self, vectors, index):
        assert index.vectors() == pytest.approx(vectors, abs=1e-3)
        assert index.vectors(np.array([7, 3])) == pytest.approx(vectors[[7, 3]], abs=1e-3)

    def test_keeps_vectors_that_come_from_another_as_they_are(self, index):
        kept = index.vectors()

        assert (VectorIndex.from_vectors(kept, approximate_from=1000).vectors() == kept).all()

    def test_gives_fewer_when_there_are_fewer(self, vectors):
        index = VectorIndex.from_vectors(vectors[:300], approximate_from=300)

        assert len(index.nearest(vectors[0], 400)) == 300

    def test_comes_back_from_its_folder(self, vectors, index, tmp_path):
        index.save(tmp_path)

        loaded = VectorIndex.load(tmp_path)

        assert loaded.nearest(vectors[3], 10).tolist() == index.nearest(vectors[3], 10).tolist()
        assert loaded.cosines(vectors[3], np.array([3])) == pytest.approx([1], abs=1e-3)


class TestSearchingForMany:
    @pytest.mark.parametrize("count", [100, 5000])
    @pytest.mark.parametrize("approximate_from", [1000, 10_000])
    def test_finds_each_vector_itself_with_its_cosine(self, count, approximate_from):
        vectors = unit_vectors(5000, 16)
        index = VectorIndex.from_vectors(vectors, approximate_from=approximate_from)

        numbers, cosines = index.nearest_many(vectors[:count], 3)

        assert numbers.shape == cosines.shape == (count, 3)
        assert (numbers[:, 0] == np.arange(count)).all()
        assert cosines[:, 0] == pytest.approx(np.ones(count), abs=1e-3)
        assert (np.diff(cosines) <= 0).all()

    def test_marks_what_is_not_there(self):
        vectors = unit_vectors(2)

        numbers, cosines = VectorIndex.from_vectors(vectors).nearest_many(vectors, 4)

        assert sorted(numbers[0].tolist()) == [-1, -1, 0, 1]
        assert (cosines[:, 2:] == -1).all()

    def test_an_empty_index_has_none(self):
        index = VectorIndex.from_vectors(np.zeros((0, 8), np.float32))

        assert index.nearest_many(unit_vectors(2), 3)[0].tolist() == [[-1] * 3] * 2


class TestNearestEarlier:
    def test_finds_what_stands_before_a_vector_or_in_its_batch(self):
        vectors = unit_vectors(6)

        found = list(nearest_earlier(vectors, 4, batch=3))

        assert [start for start, _, _ in found] == [0, 3]
        assert {int(number) for number in found[0][2].ravel()} == {0, 1, 2}
        assert found[1][2][:, 0].tolist() == [3, 4, 5]
        assert found[1][1][:, 0] == pytest.approx([1, 1, 1], abs=1e-5)

    def test_of_no_vectors_there_is_nothing(self):
        assert list(nearest_earlier(np.zeros((0, 8), np.float32), 4, batch=3)) == []


class TestKeeping:
    def test_comes_back_from_its_folder(self, tmp_path):
        vectors = unit_vectors(50)
        VectorIndex.from_vectors(vectors).save(tmp_path)

        assert VectorIndex.load(tmp_path).vectors() == pytest.approx(vectors)

    @pytest.mark.parametrize("content", [b"", b"not an index", None])
    def test_refuses_a_damaged_file(self, tmp_path, content):
        if content is not None:
            (tmp_path / "vectors.faiss").write_bytes(content)

        with pytest.raises(IndexDamagedError):
            VectorIndex.load(tmp_path)


def test_a_full_disk_is_an_error_that_says_so(tmp_path):
    index = VectorIndex.from_vectors(unit_vectors(1_000))

    with full_disk(), pytest.raises(OSError, match="File too large"):
        index.save(tmp_path)
