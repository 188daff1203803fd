import numpy as np
import pytest

from knowledge_base.calibration.traffic import (
    ASKED_BACK,
    EXPECTED_SHARES,
    EXPECTED_WEIGHT,
    HALVED_BY,
    HELD_BACK,
    answer_from,
    clarify_from,
    held_back,
    inflate_near,
    planned,
    posterior,
    shares,
)


class TestShares:
    @pytest.mark.parametrize("true", [(0.9, 0.05, 0.05), (0.3, 0.2, 0.5), (0.5, 0.4, 0.1)])
    def test_are_estimated_from_questions_alone(self, true):
        random = np.random.default_rng(0)
        kinds = random.choice(3, size=3000, p=true)
        # Each kind is usually seen as itself, half as often as either other one.
        seen = np.array([random.dirichlet(1 + 3 * np.eye(3)[kind]) for kind in kinds])
        density = np.stack([seen[:, k] ** 3 for k in range(3)], axis=1)
        found = shares(density / density.sum(axis=1, keepdims=True))

        drawn = (np.array(true) + EXPECTED_WEIGHT * np.array(EXPECTED_SHARES)) / (
            1 + EXPECTED_WEIGHT
        )
        assert np.abs(np.array(found) - drawn).max() < 0.05

    def test_of_no_questions_are_the_expected_ones(self):
        assert shares(np.zeros((0, 3)), (0.7, 0.2, 0.1)) == pytest.approx((0.7, 0.2, 0.1))

    def test_sum_to_one(self):
        found = posterior(np.array([[0.2, 0.3, 0.5]]), (0.5, 0.25, 0.25))

        assert found.sum() == pytest.approx(1)


class TestInflateNear:
    def test_counts_what_is_near_more_and_sums_to_one(self):
        found = inflate_near((0.6, 0.2, 0.2))

        assert sum(found) == pytest.approx(1)
        assert found[1] / found[0] > 0.2 / 0.6
        assert found[2] / found[0] == pytest.approx(0.2 / 0.6)


class TestPlanned:
    def test_holds_a_part_of_the_errors_back(self):
        assert planned(0.8, 0.25) == pytest.approx(0.85)

    def test_holds_less_back_the_more_outcomes_are_known(self):
        assert held_back(0) == HELD_BACK
        assert held_back(HALVED_BY) == HELD_BACK / 2


class TestClarifyFrom:
    def test_keeps_the_questions_that_hold_what_is_wanted(self):
        likely, hopeless = np.full(100, 0.5), np.full(100, 0.001)

        found = clarify_from(np.concatenate([hopeless, likely]))

        assert found == 0.5

    def test_goes_as_far_down_as_the_right_ones_are_spread(self):
        found = clarify_from(np.linspace(0, 1, 1001))

        # The questions above t hold 1 − t² of the right ones.
        assert found == pytest.approx((1 - ASKED_BACK) ** 0.5, abs=0.01)

    def test_weighs(self):
        assert clarify_from(np.array([0.9, 0.2]), np.array([1.0, 0.01])) == 0.9


class TestAnswerFrom:
    CONFIDENCES = np.array([0.99, 0.9, 0.8, 0.7, 0.6])

    def test_is_the_lowest_at_which_the_mean_keeps_the_precision(self):
        assert answer_from(self.CONFIDENCES, 0.84) == 0.7
        assert answer_from(self.CONFIDENCES, 0.89) == 0.8

    def test_weighs(self):
        assert answer_from(self.CONFIDENCES, 0.85, np.array([1, 1, 1, 9, 1.0])) == 0.8

    def test_is_never_where_an_answer_is_more_likely_wrong(self):
        assert answer_from(np.array([1.0] * 99 + [0.1]), 0.9) == 0.5

    def test_is_the_precision_itself_where_nothing_reaches_it(self):
        assert answer_from(np.array([0.3, 0.2]), 0.9) == 0.9
