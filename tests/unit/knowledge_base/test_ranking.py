import numpy as np
import pytest

from knowledge_base.ranking import rank


def ranked(owners, cosines, wording=None, weight=0.0):
    wording = np.zeros(len(owners)) if wording is None else np.array(wording)
    return rank(
        np.array(owners),
        np.array(cosines, dtype=np.float32),
        wording.astype(np.float32),
        wording_weight=weight,
    )


class TestRanking:
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

    def test_wording_counts_by_its_weight(self):
        assert ranked([1, 2], [0.6, 0.5], [0.0, 0.9], weight=0.0)[0].entry == 1
        assert ranked([1, 2], [0.6, 0.5], [0.0, 0.9], weight=0.5)[0].entry == 2

    def test_only_the_ten_nearest_vote(self):
        result = ranked([1] * 8 + [2] * 8, [0.9] * 8 + [0.8] * 8)

        assert {item.entry: item.votes for item in result} == {1: 8, 2: 2}

    def test_a_single_phrasing_scores_as_it_is(self):
        assert ranked([4], [0.7])[0].score == pytest.approx(0.7)
