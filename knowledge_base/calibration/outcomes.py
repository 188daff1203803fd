"""What came of questions whose right answer became known, and what that says of a shop's confidence.
Pure.

Shops differ in how their customers' words relate to the stored ones, and only outcomes show how.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from knowledge_base.arrays import Floats
from knowledge_base.content.results import Evidence

LEAST_CONFIDENCE = 0.4
"""Only outcomes of questions of at least this confidence count: of those that a threshold could ever
let through. What came of hopeless questions would move the sure ones too."""

OFFSET_SPREAD, SLOPE_SPREAD = 1.0, 0.3
"""Standard deviations, from shop to shop, of the offset and of the slope's logarithm: measured on
development sets."""

MOST_SPREADS = 2.0
"""Where nearly all shops lie. Whoever moves a shop further wants to harm it."""

CAUTION = 0.5
"""Outcomes raise the log-odds by so many standard deviations less than is likeliest: a few that were
right by chance lower no threshold."""

_CLEAREST = 1e-4  # confidences are kept this far from 0 and 1, and doubts from 0


@dataclass(frozen=True)
class Outcome:
    """Whether the best entry of a question turned out ``right``.

    ``doubt`` is how often it would come about if the opposite were true, for each time that it comes
    about so: 0 where somebody looked it up, near 1 where it says nothing. ``weight`` is how much it
    counts: less than 1 where others came from the same person.
    """

    evidence: Evidence
    right: bool
    weight: float = 1.0
    doubt: float = 0.0

    @property
    def counts_as(self) -> float:
        """How many outcomes without doubt it tells as much as."""
        return self.weight * ((1 - self.doubt) / (1 + self.doubt)) ** 2


@dataclass(frozen=True)
class Correction:
    """Log-odds of being right: ``offset`` + ``slope`` · those that the shop's phrasings led to."""

    offset: float = 0.0
    slope: float = 1.0

    def applied(self, confidences: Floats) -> Floats:
        """The corrected confidences; 0 and 1 stay."""
        sure = (confidences <= 0) | (confidences >= 1)
        corrected: Floats = np.where(
            sure, confidences, expit(self.offset + self.slope * _log_odds(confidences))
        )
        return corrected


UNCORRECTED = Correction()


def correction(outcomes: Sequence[Outcome], confidences: Floats) -> Correction:
    """The likeliest correction, where shops spread as OFFSET_SPREAD and SLOPE_SPREAD say; raised with
    CAUTION, and MOST_SPREADS away at most. ``confidences`` are those that the outcomes' questions had
    without it."""
    counted = confidences >= LEAST_CONFIDENCE
    if not counted.any():
        return UNCORRECTED
    # Imported here: a desk that starts does not need it.
    from scipy.optimize import minimize

    log_odds = _log_odds(confidences)[counted]
    towards = np.array([1.0 if outcome.right else -1.0 for outcome in outcomes])[counted]
    weight = np.array([outcome.weight for outcome in outcomes])[counted]
    doubt = np.array([max(outcome.doubt, _CLEAREST) for outcome in outcomes])[counted]
    spread = np.array([OFFSET_SPREAD, SLOPE_SPREAD])

    def loss(values: Floats) -> tuple[float, Floats]:
        offset, slope = values[0], np.exp(values[1])
        held = expit(towards * (offset + slope * log_odds))
        came = held + (1 - held) * doubt
        pull = -weight * towards * (1 - doubt) * held * (1 - held) / came
        drawn = values / spread**2
        gradient = np.array([pull.sum(), slope * (pull @ log_odds)]) + drawn
        return float(-(weight @ np.log(came)) + (values @ drawn) / 2), gradient

    found = minimize(loss, np.zeros(2), jac=True, method="BFGS")
    offset, log_slope = np.clip(found.x, -MOST_SPREADS * spread, MOST_SPREADS * spread)
    slope, typical = float(np.exp(log_slope)), float(log_odds.mean())
    at = np.array([1.0, slope * typical])
    unsure = CAUTION * float(np.sqrt(at @ found.hess_inv @ at))
    raised = offset + (slope - 1) * typical
    return Correction(float(offset - np.clip(raised, 0, unsure)), slope)


def _log_odds(confidences: Floats) -> Floats:
    log_odds: Floats = logit(np.clip(confidences, _CLEAREST, 1 - _CLEAREST))
    return log_odds
