"""What came of questions whose right answer became known, and what that says of a shop's confidence.
Pure.

Shops differ in how their customers' words relate to the stored ones, and only outcomes show how.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from knowledge_base.arrays import Flags, Floats
from knowledge_base.content.results import Evidence

LEAST_CONFIDENCE = 0.4
"""Only outcomes of questions of at least this confidence count: of those that a threshold could ever
let through. What came of hopeless questions would move the sure ones too."""

OFFSET_SPREAD, SLOPE_SPREAD = 1.0, 0.3
"""Standard deviations, from shop to shop, of the offset and of the slope's logarithm: measured on
development sets."""

_CLEAREST = 1e-4  # confidences are kept this far from 0 and 1


@dataclass(frozen=True)
class Outcome:
    """Whether the best entry of a question turned out right. ``weight`` is how much it counts: less
    than 1 where outcomes of its kind are no fair draw of the questions."""

    evidence: Evidence
    right: bool
    weight: float = 1.0


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


def correction(confidences: Floats, right: Flags, weights: Floats) -> Correction:
    """The likeliest correction, where shops spread as OFFSET_SPREAD and SLOPE_SPREAD say."""
    counted = confidences >= LEAST_CONFIDENCE
    if not counted.any():
        return UNCORRECTED
    # Imported here: a desk that starts does not need it.
    from scipy.optimize import minimize

    log_odds, came, weight = _log_odds(confidences[counted]), right[counted], weights[counted]

    def loss(values: Floats) -> tuple[float, Floats]:
        offset, slope = values[0], np.exp(values[1])
        reached = offset + slope * log_odds
        cost = weight @ (np.logaddexp(0, reached) - came * reached)
        pull = weight * (expit(reached) - came)
        spread = np.array([OFFSET_SPREAD, SLOPE_SPREAD])
        drawn = values / spread**2
        gradient = np.array([pull.sum(), slope * (pull @ log_odds)]) + drawn
        return float(cost + (values @ drawn) / 2), gradient

    offset, log_slope = minimize(loss, np.zeros(2), jac=True, method="BFGS").x
    return Correction(float(offset), float(np.exp(log_slope)))


def _log_odds(confidences: Floats) -> Floats:
    log_odds: Floats = logit(np.clip(confidences, _CLEAREST, 1 - _CLEAREST))
    return log_odds
