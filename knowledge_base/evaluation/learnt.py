"""How reliable the confidence is on questions whose outcome is known, before and after it learns from
them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.arrays import Floats
from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.outcomes import LEAST_CONFIDENCE, Outcome, correction
from knowledge_base.content.results import Evidence
from knowledge_base.evaluation.curves import Bin, calibration_error, reliability

FEWEST = 20
"""Outcomes below which a picture says nothing."""

BINS = 5
FOLDS = 5


@dataclass(frozen=True)
class Learnt:
    """``count`` outcomes that weigh ``weight`` in all, the confidence they were given ``before`` and
    ``after``, and how often they came out right. No outcome is judged by a confidence that has learnt
    from it."""

    count: int
    weight: float
    came: float
    before: list[Bin]
    after: list[Bin]

    @property
    def sentence(self) -> str:
        """What the picture shows, in words."""
        said = [
            f"{sum(item.share * item.confidence for item in bins):.2f}"
            for bins in (self.before, self.after)
        ]
        errors = [f"{calibration_error(bins):.3f}" for bins in (self.before, self.after)]
        return (
            f"Of {self.count:,} questions whose outcome is known, which count as "
            f"{self.weight:.1f}, {self.came:.0%} were right. Their confidence was {said[0]} on "
            f"average before it learnt from outcomes, and is {said[1]} after; calibration error "
            f"{errors[0]} and {errors[1]}."
        )


def learnt(
    calibration: Calibration, asked: Sequence[Evidence], aim: Aim, outcomes: Sequence[Outcome]
) -> Learnt | None:
    """None where there are fewer than FEWEST outcomes that the confidence can learn from."""
    open_ones = [outcome for outcome in outcomes if not outcome.evidence.certain]
    if len(open_ones) < FEWEST:
        return None
    plain = calibration.adapted(asked, aim)
    confidences, _ = plain.probabilities([outcome.evidence for outcome in open_ones])
    known = [o for o, sure in zip(open_ones, confidences >= LEAST_CONFIDENCE, strict=True) if sure]
    if len(known) < FEWEST:
        return None
    before = confidences[confidences >= LEAST_CONFIDENCE]
    after = _cross_fitted(known, before)
    came = np.array([outcome.right for outcome in known])
    weight = np.array([outcome.counts_as for outcome in known])
    return Learnt(
        count=len(before),
        weight=float(weight.sum()),
        came=float(weight @ came / weight.sum()),
        before=reliability(before, came, weight, BINS),
        after=reliability(after, came, weight, BINS),
    )


def _cross_fitted(outcomes: Sequence[Outcome], confidences: Floats) -> Floats:
    folds = np.arange(len(confidences)) % FOLDS
    found = np.zeros(len(confidences))
    for fold in range(FOLDS):
        own = folds == fold
        others = [outcome for outcome, is_own in zip(outcomes, own, strict=True) if not is_own]
        found[own] = correction(others, confidences[~own]).applied(confidences[own])
    return found
