import numpy as np
import pytest

from knowledge_base.errors import IndexDamagedError
from knowledge_base.search.classifier import (
    MOST_PHRASINGS,
    RIDGE,
    Classifier,
    RidgeSystem,
    kernel,
    worth_learning,
)

OWNERS = np.repeat(np.arange(5), 4)
LINES = 6


@pytest.fixture
def similarity():
    random = np.random.default_rng(3)
    vectors = random.normal(size=(len(OWNERS) + LINES, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors @ vectors.T).astype(np.float32)


def solved(similarity, kept, lines):
    """The same by hand: scores of every row, and how much each is in scope."""
    count = len(OWNERS)
    alike = kernel(similarity).astype(np.float64)
    own = np.eye(5)[OWNERS[kept]]
    entries = np.linalg.solve(alike[np.ix_(kept, kept)] + RIDGE * np.eye(len(kept)), own)
    rows = np.concatenate([kept, count + lines])
    target = np.concatenate([np.ones(len(kept)), -np.ones(len(lines))])
    scope = np.linalg.solve(alike[np.ix_(rows, rows)] + RIDGE * np.eye(len(rows)), target)
    return alike[:, kept] @ entries, alike[:, rows] @ scope


ALL, ALL_LINES = np.arange(len(OWNERS)), np.arange(LINES)


class TestLearning:
    def test_is_a_ridge_regression(self, similarity):
        classifier = RidgeSystem(similarity.copy(), OWNERS, 5).classifier
        scores, scope = solved(similarity, ALL, ALL_LINES)

        found = [classifier.scores(row) for row in similarity]

        assert np.array([entries for entries, _ in found]) == pytest.approx(scores, abs=1e-4)
        assert np.array([s for _, s in found]) == pytest.approx(scope, abs=1e-4)

    def test_each_phrasing_belongs_to_its_entry(self, similarity):
        classifier = RidgeSystem(similarity.copy(), OWNERS, 5).classifier

        found = [classifier.scores(row)[0].argmax() for row in similarity[: len(OWNERS)]]

        assert found == OWNERS.tolist()

    def test_works_without_any_line(self, similarity):
        inside = similarity[: len(OWNERS), : len(OWNERS)]
        training = RidgeSystem(inside.copy(), OWNERS, 5)

        assert training.without_phrasing(0).entries == pytest.approx(
            solved(similarity, np.delete(ALL, 0), np.arange(0))[0][0], abs=1e-4
        )


class TestHoldingOut:
    def test_a_phrasing_is_as_training_without_it(self, similarity):
        scores, scope = solved(similarity, np.delete(ALL, 7), ALL_LINES)

        held_out = RidgeSystem(similarity.copy(), OWNERS, 5).without_phrasing(7)

        assert held_out.entries == pytest.approx(scores[7], abs=1e-4)
        assert held_out.in_scope == pytest.approx(scope[7], abs=1e-4)

    def test_an_entry_is_as_training_without_it(self, similarity):
        scores, scope = solved(similarity, ALL[OWNERS != 2], ALL_LINES)

        numbers, held_out = RidgeSystem(similarity.copy(), OWNERS, 5).without_entry(2)

        assert numbers.tolist() == [8, 9, 10, 11]
        for number, found in zip(numbers, held_out, strict=True):
            assert found.entries[2] == -np.inf
            others = [0, 1, 3, 4]
            assert found.entries[others] == pytest.approx(scores[number][others], abs=1e-4)
            assert found.in_scope == pytest.approx(scope[number], abs=1e-4)

    def test_a_line_is_as_training_without_it(self, similarity):
        scores, scope = solved(similarity, ALL, np.delete(ALL_LINES, 1))

        held_out = RidgeSystem(similarity.copy(), OWNERS, 5).without_line(1)

        row = len(OWNERS) + 1
        assert held_out.entries == pytest.approx(scores[row], abs=1e-4)
        assert held_out.in_scope == pytest.approx(scope[row], abs=1e-4)


class TestSize:
    def test_too_many_phrasings_are_not_learnt(self):
        assert worth_learning(MOST_PHRASINGS, 1000)
        assert not worth_learning(MOST_PHRASINGS + 1, 1000)
        assert not worth_learning(10_000, 10_000)


class TestFile:
    def test_comes_back_as_it_was(self, similarity, tmp_path):
        classifier = RidgeSystem(similarity.copy(), OWNERS, 5).classifier
        classifier.save(tmp_path)

        loaded = Classifier.load(tmp_path)

        assert np.array_equal(loaded.entries, classifier.entries)
        assert np.array_equal(loaded.in_scope, classifier.in_scope)

    def test_that_is_missing_or_broken_is_damage(self, tmp_path):
        with pytest.raises(IndexDamagedError):
            Classifier.load(tmp_path)
        (tmp_path / "classifier.npz").write_bytes(b"no")
        with pytest.raises(IndexDamagedError):
            Classifier.load(tmp_path)
