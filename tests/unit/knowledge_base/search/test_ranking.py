import numpy as np
import pytest

from knowledge_base.search.ranking import VOTE_TEMPERATURE, rank_by_nearest


def ranked(owners, similarity, cosines=None, numbers=None):
    cosines = similarity if cosines is None else cosines
    return rank_by_nearest(
        np.array(owners, dtype=np.int64),
        np.arange(len(owners)) if numbers is None else np.array(numbers),
        np.array(similarity, dtype=np.float32),
        np.array(cosines, dtype=np.float32),
    )


class TestNearestPhrasings:
    def test_nothing_in_nothing_out(self):
        assert ranked([], []) == []

    def test_each_entry_comes_once_best_first(self):
        result = ranked([7, 3, 7, 5], [0.2, 0.9, 0.3, 0.5])

        assert [item.entry for item in result] == [3, 5, 7]

    def test_several_near_phrasings_beat_one_that_is_hardly_nearer(self):
        result = ranked([1, 2, 2, 2], [0.81, 0.80, 0.80, 0.80])

        assert [item.entry for item in result] == [2, 1]

    def test_several_distant_phrasings_do_not_beat_a_near_one(self):
        result = ranked([1, 2, 2, 2], [0.9, 0.5, 0.5, 0.5])

        assert [item.entry for item in result] == [1, 2]

    def test_a_single_phrasing_scores_as_it_is(self):
        assert ranked([4], [0.7])[0].score == pytest.approx(0.7)

    def test_an_equal_second_phrasing_adds_the_logarithm_of_two(self):
        expected = 0.7 + VOTE_TEMPERATURE * np.log(2)

        assert ranked([4, 4], [0.7, 0.7])[0].score == pytest.approx(expected)

    def test_equal_entries_come_in_their_order(self):
        assert [item.entry for item in ranked([9, 2, 5], [0.5, 0.5, 0.5])] == [2, 5, 9]

    def test_names_the_nearest_phrasing_and_the_largest_cosine_of_each_entry(self):
        result = ranked([1, 1, 2], [0.6, 0.8, 0.3], [0.9, 0.7, 0.2], numbers=[30, 10, 20])

        first, second = result
        assert (first.phrasing, second.phrasing) == (10, 20)
        assert (first.similarity, first.cosine) == pytest.approx((0.8, 0.9))
        assert (second.similarity, second.cosine) == pytest.approx((0.3, 0.2))
