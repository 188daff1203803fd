import numpy as np

from knowledge_base.search.classifier import RidgeSystem
from knowledge_base.search.updating import carried_over, same_names, same_vectors, updated

OWNERS = np.array([0, 0, 1, 1, 2])


def similarities(count=7, seed=3):
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors @ vectors.T


def test_all_rows_solved_again_are_the_whole_solution():
    similarity = similarities()
    solved = RidgeSystem(similarity.copy(), OWNERS, 3).classifier
    nothing = carried_over(
        solved,
        previous_rows=np.full(5, -1),
        previous_columns=np.full(3, -1),
        previous_lines=np.full(2, -1),
    )

    found = updated(nothing, similarity.copy(), np.arange(7), OWNERS)

    np.testing.assert_allclose(found.entries, solved.entries, atol=1e-4)
    np.testing.assert_allclose(found.in_scope, solved.in_scope, atol=1e-4)


def test_a_solution_stays_as_it_is():
    similarity = similarities()
    solved = RidgeSystem(similarity.copy(), OWNERS, 3).classifier

    found = updated(solved, similarity[[1, 5]].copy(), np.array([1, 5]), OWNERS)

    np.testing.assert_allclose(found.entries, solved.entries, atol=1e-4)
    np.testing.assert_allclose(found.in_scope, solved.in_scope, atol=1e-4)


def test_what_is_gone_has_no_coefficient_and_what_is_new_has_none_yet():
    solved = RidgeSystem(similarities(), OWNERS, 3).classifier

    carried = carried_over(
        solved,
        previous_rows=np.array([2, 3, -1]),
        previous_columns=same_names(["b", "d"], ["a", "b", "c"]),
        previous_lines=np.array([1]),
    )

    assert np.array_equal(carried.entries[:2, 0], solved.entries[2:4, 1])
    assert not carried.entries[2].any()
    assert not carried.entries[:, 1].any()
    assert np.array_equal(carried.in_scope, [*solved.in_scope[2:4], 0, solved.in_scope[6]])


def test_equal_vectors_are_found_again():
    old = np.eye(3, dtype=np.float32)

    assert same_vectors(old[[2, 0]] * np.float32([[1], [2]]), old).tolist() == [2, -1]
