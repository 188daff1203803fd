import numpy as np
import pytest

from knowledge_base.evaluation.curves import calibration_error, curve, reliability, wilson


class TestCurve:
    def test_answers_the_surest_first(self):
        found = curve(
            np.array([0.2, 0.9, 0.5]), np.array([False, True, True]), np.array([True, True, True])
        )

        assert found.answer_from.tolist() == [0.9, 0.5, 0.2]
        assert found.precision == pytest.approx([1, 1, 2 / 3])
        assert found.coverage == pytest.approx([1 / 3, 2 / 3, 2 / 3])

    def test_questions_of_one_confidence_stand_or_fall_together(self):
        found = curve(np.array([0.9, 0.9]), np.array([True, False]), np.array([True, True]))

        assert found.precision.tolist() == [0.5]

    def test_coverage_at_a_precision_that_is_never_reached_is_nothing(self):
        found = curve(np.array([0.9]), np.array([False]), np.array([True]))

        assert found.coverage_at(0.5) == 0


class TestReliability:
    def test_bins_hold_means_and_leave_out_empty_ones(self):
        bins = reliability(np.array([0.91, 0.99, 0.15]), np.array([True, False, False]))

        assert [round(item.confidence, 2) for item in bins] == [0.15, 0.95]
        assert [item.right for item in bins] == [0.0, 0.5]
        assert sum(item.share for item in bins) == pytest.approx(1)

    def test_the_error_of_a_perfect_confidence_is_nothing(self):
        bins = reliability(np.array([1.0, 0.0]), np.array([True, False]))

        assert calibration_error(bins) == 0


class TestWilson:
    def test_of_nothing_is_everything(self):
        assert wilson(0, 0) == (0.0, 1.0)

    def test_holds_the_share(self):
        low, high = wilson(8, 10)

        assert low < 0.8 < high
        assert (low, high) == pytest.approx((0.490, 0.943), abs=0.001)
