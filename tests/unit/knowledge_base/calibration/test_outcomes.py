import numpy as np
import pytest
from scipy.special import expit, logit

from knowledge_base.calibration.features import NAMES
from knowledge_base.calibration.outcomes import (
    LEAST_CONFIDENCE,
    MOST_SPREADS,
    OFFSET_SPREAD,
    UNCORRECTED,
    Correction,
    Outcome,
    correction,
)
from knowledge_base.content.results import Evidence

ANYTHING = Evidence(np.zeros(len(NAMES)), chinese=False, certain=False)


def known(right, **given):
    return [Outcome(ANYTHING, bool(one), **given) for one in right]


def seen(offset, count, seed=0, **given):
    """Outcomes of a shop whose true log-odds are higher by ``offset`` than its confidences say."""
    chance = np.random.default_rng(seed)
    confidences = chance.uniform(LEAST_CONFIDENCE, 0.98, count)
    right = chance.uniform(size=count) < expit(logit(confidences) + offset)
    return known(right, **given), confidences


class TestCorrection:
    @pytest.mark.parametrize("offset", [-1.0, 0.0, 1.5])
    def test_is_found_from_many_outcomes(self, offset):
        found = correction(*seen(offset, 4000))

        assert found.offset == pytest.approx(offset, abs=0.2)
        assert found.slope == pytest.approx(1, abs=0.2)

    @pytest.mark.parametrize("offset", [-1.0, 0.0, 1.5])
    def test_is_found_from_signs_that_are_often_wrong(self, offset):
        """One in five signs is about the wrong side."""
        outcomes, confidences = seen(offset, 8000)
        flips = np.random.default_rng(1).uniform(size=8000) < 0.2
        right = [one.right != flip for one, flip in zip(outcomes, flips, strict=True)]

        found = correction(known(right, doubt=0.25), confidences)

        assert found.offset == pytest.approx(offset, abs=0.3)

    def test_moves_little_on_few(self):
        one = correction(known([False]), np.array([0.8]))

        assert -0.8 < one.offset < 0

    def test_is_raised_only_as_far_as_outcomes_support(self):
        raised, lowered = (correction(*seen(offset, 20)).offset for offset in (0.7, -0.7))

        assert abs(raised) < abs(lowered)

    def test_is_bounded(self):
        assert correction(known([False] * 5000), np.full(5000, 0.9)).offset == pytest.approx(
            -MOST_SPREADS * OFFSET_SPREAD
        )

    @pytest.mark.parametrize("less", [{"weight": 0.01}, {"doubt": 0.95}])
    def test_weighs_and_doubts_outcomes(self, less):
        full, light = (correction(*seen(-1.0, 200, **given)).offset for given in ({}, less))

        assert abs(light) < abs(full) / 2

    def test_is_none_without_outcomes_that_could_be_answered(self):
        hopeless = np.full(50, LEAST_CONFIDENCE / 2)

        assert correction(known([True] * 50), hopeless) == UNCORRECTED


class TestCountsAs:
    def test_is_one_without_doubt_and_nothing_where_it_says_nothing(self):
        counted = [Outcome(ANYTHING, True, doubt=doubt).counts_as for doubt in (0.0, 0.3, 1.0)]

        assert counted == pytest.approx([1, 0.29, 0], abs=0.01)


class TestApplying:
    def test_moves_the_log_odds_and_leaves_certainty(self):
        moved = Correction(offset=1.0).applied(np.array([0.0, 0.5, 1.0]))

        assert moved == pytest.approx([0, expit(1.0), 1])

    def test_none_changes_nothing(self):
        confidences = np.linspace(0.01, 0.99, 9)

        assert UNCORRECTED.applied(confidences) == pytest.approx(confidences)
