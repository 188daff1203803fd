import numpy as np
import pytest
from scipy.special import expit, logit

from knowledge_base.calibration.outcomes import (
    LEAST_CONFIDENCE,
    UNCORRECTED,
    Correction,
    correction,
)


def seen(offset, count, seed=0):
    """Outcomes of a shop whose true log-odds are higher by ``offset`` than its confidences say."""
    chance = np.random.default_rng(seed)
    confidences = chance.uniform(LEAST_CONFIDENCE, 0.98, count)
    right = chance.uniform(size=count) < expit(logit(confidences) + offset)
    return confidences, right, np.ones(count)


class TestCorrection:
    @pytest.mark.parametrize("offset", [-1.0, 0.0, 1.5])
    def test_is_found_from_many_outcomes(self, offset):
        found = correction(*seen(offset, 4000))

        assert found.offset == pytest.approx(offset, abs=0.2)
        assert found.slope == pytest.approx(1, abs=0.2)

    def test_moves_little_on_few(self):
        one = correction(np.array([0.8]), np.array([False]), np.ones(1))

        assert -0.8 < one.offset < 0

    def test_weighs_outcomes(self):
        confidences, right, weights = seen(-1.0, 200)

        full, light = (correction(confidences, right, w).offset for w in (weights, weights / 100))

        assert abs(light) < abs(full) / 2

    def test_is_none_without_outcomes_that_could_be_answered(self):
        hopeless = np.full(50, LEAST_CONFIDENCE / 2)

        assert correction(hopeless, np.ones(50, bool), np.ones(50)) == UNCORRECTED


class TestApplying:
    def test_moves_the_log_odds_and_leaves_certainty(self):
        moved = Correction(offset=1.0).applied(np.array([0.0, 0.5, 1.0]))

        assert moved == pytest.approx([0, expit(1.0), 1])

    def test_none_changes_nothing(self):
        confidences = np.linspace(0.01, 0.99, 9)

        assert UNCORRECTED.applied(confidences) == pytest.approx(confidences)
