from dataclasses import replace

import numpy as np
import pytest

from knowledge_base.errors import IndexDamagedError
from knowledge_base.index import (
    IndexArguments,
    VectorIndex,
    check_arguments,
    write_folder,
)

ARGUMENTS = IndexArguments(
    shop_id="demo",
    version="1-abc",
    encoder="fake",
    fingerprint="f",
    dimension=8,
    vectors=50,
    wording_weight=0.25,
    synonyms="[]",
    aim="0.9",
)


def unit_vectors(count, dimension=8):
    vectors = np.random.default_rng(0).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class TestSearching:
    def test_finds_what_brute_force_finds(self):
        vectors = unit_vectors(50)
        index = VectorIndex.build(vectors)

        expected = np.argsort(-(vectors @ vectors[3]))[:5]

        assert index.nearest(vectors[3], 5).tolist() == expected.tolist()

    def test_gives_fewer_when_there_are_fewer(self):
        assert len(VectorIndex.build(unit_vectors(3)).nearest(unit_vectors(1)[0], 10)) == 3

    def test_cosines_are_of_the_numbers_asked_for(self):
        vectors = unit_vectors(50)

        cosines = VectorIndex.build(vectors).cosines(vectors[0], np.array([4, 0]))

        assert cosines == pytest.approx([vectors[4] @ vectors[0], 1.0], abs=1e-5)

    def test_all_cosines_are_in_the_order_of_the_vectors(self):
        vectors = unit_vectors(50)

        cosines = VectorIndex.build(vectors).all_cosines(vectors[7])

        assert cosines == pytest.approx(vectors @ vectors[7], abs=1e-5)

    def test_a_large_base_is_searched_nearly_as_well(self):
        vectors = unit_vectors(1000, 16)
        index = VectorIndex.build(vectors, approximate_from=1000)
        queries = vectors[:50]

        exact = np.argsort(-(queries @ vectors.T), axis=1)[:, :10]
        found = [set(index.nearest(query, 10)) for query in queries]
        recall = np.mean([len(f & set(e)) / 10 for f, e in zip(found, exact, strict=True)])

        assert recall > 0.95


class TestKeeping:
    def test_comes_back_from_its_folder(self, tmp_path):
        vectors = unit_vectors(50)
        write_folder(tmp_path / "demo" / "1", ARGUMENTS, VectorIndex.build(vectors).save)

        check_arguments(tmp_path / "demo" / "1", ARGUMENTS)
        loaded = VectorIndex.load(tmp_path / "demo" / "1")

        assert loaded.vectors() == pytest.approx(vectors)

    def test_replaces_an_older_folder_of_the_same_name(self, tmp_path):
        write_folder(tmp_path / "1", ARGUMENTS, VectorIndex.build(unit_vectors(5)).save)
        write_folder(tmp_path / "1", ARGUMENTS, VectorIndex.build(unit_vectors(9)).save)

        assert len(VectorIndex.load(tmp_path / "1")) == 9
        assert [path.name for path in tmp_path.iterdir()] == ["1"]

    def test_a_failure_half_way_leaves_the_old_folder_and_no_remains(self, tmp_path):
        write_folder(tmp_path / "1", ARGUMENTS, VectorIndex.build(unit_vectors(5)).save)

        def fail(folder):
            (folder / "vectors.faiss").write_bytes(b"half")
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            write_folder(tmp_path / "1", ARGUMENTS, fail)

        assert len(VectorIndex.load(tmp_path / "1")) == 5
        assert [path.name for path in tmp_path.iterdir()] == ["1"]

    @pytest.mark.parametrize(
        "other",
        [
            {"version": "2-abc"},
            {"fingerprint": "g"},
            {"dimension": 9},
            {"synonyms": '[["a", "b"]]'},
            {"format": 0},
        ],
    )
    def test_refuses_what_was_made_from_something_else(self, tmp_path, other):
        write_folder(tmp_path / "1", ARGUMENTS, VectorIndex.build(unit_vectors(5)).save)

        with pytest.raises(IndexDamagedError, match=next(iter(other))):
            check_arguments(tmp_path / "1", replace(ARGUMENTS, **other))

    @pytest.mark.parametrize("content", [b"", b"not an index", None])
    def test_refuses_a_damaged_file(self, tmp_path, content):
        if content is not None:
            (tmp_path / "vectors.faiss").write_bytes(content)

        with pytest.raises(IndexDamagedError):
            VectorIndex.load(tmp_path)

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"shop_id": "demo"}'])
    def test_refuses_damaged_arguments(self, tmp_path, content):
        (tmp_path / "arguments.json").write_text(content)

        with pytest.raises(IndexDamagedError, match="arguments"):
            check_arguments(tmp_path, ARGUMENTS)
