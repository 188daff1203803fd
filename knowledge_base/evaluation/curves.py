"""Precision against coverage, and confidence against what came out. Pure.

Everywhere: ``confidences`` (0–1), whether each answer would be ``right``, and how much a question
counts (``weights``; all the same where none are given).
"""

import math
from dataclasses import dataclass

import numpy as np

from knowledge_base.arrays import Flags, Floats

BINS = 10
_95_PERCENT = 1.959964


@dataclass(frozen=True)
class Curve:
    """What answering from each confidence on would bring, surest first.

    ``precision`` is the share of all answers that is right, ``coverage`` the share of in-scope
    questions that is answered rightly.
    """

    answer_from: Floats
    precision: Floats
    coverage: Floats

    def coverage_at(self, precision: float) -> float:
        """The largest coverage with at least that precision; 0 where it is never reached."""
        return float(self.coverage[self.precision >= precision].max(initial=0.0))


@dataclass(frozen=True)
class Bin:
    """Questions of about the same confidence: its mean, the share of them that came out right,
    and what share of all questions they are."""

    confidence: float
    right: float
    share: float


def curve(
    confidences: Floats, right: Flags, in_scope: Flags, weights: Floats | None = None
) -> Curve:
    """One point for each confidence that occurs: questions that share one stand or fall together."""
    counted = np.ones(len(confidences)) if weights is None else weights
    order = np.argsort(-confidences, kind="stable")
    ordered = confidences[order]
    last = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True)) if len(ordered) else order
    answered = np.cumsum(counted[order])[last]
    rightly = np.cumsum((counted * right)[order])[last]
    asked = max(float(counted[in_scope].sum()), 1e-12)
    return Curve(ordered[last], rightly / np.maximum(answered, 1e-12), rightly / asked)


def reliability(
    confidences: Floats, right: Flags, weights: Floats | None = None, bins: int = BINS
) -> list[Bin]:
    """Bins of equal width from 0 to 1, without those that nothing falls into."""
    counted = np.ones(len(confidences)) if weights is None else weights
    places = np.minimum((confidences * bins).astype(np.int64), bins - 1)
    weight = np.bincount(places, counted, minlength=bins)
    said = np.bincount(places, counted * confidences, minlength=bins)
    came = np.bincount(places, counted * right, minlength=bins)
    return [
        Bin(float(said[i] / weight[i]), float(came[i] / weight[i]), float(weight[i] / weight.sum()))
        for i in np.flatnonzero(weight)
    ]


def calibration_error(bins: list[Bin]) -> float:
    """Expected calibration error: how far confidence is from what came out, on average."""
    return sum(item.share * abs(item.confidence - item.right) for item in bins)


def wilson(successes: int, total: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson, 1927); from 0 to 1 where nothing was seen."""
    if not total:
        return 0.0, 1.0
    z2 = _95_PERCENT**2
    share = successes / total
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    spread = math.sqrt(share * (1 - share) / total + z2 / (4 * total**2)) / (1 + z2 / total)
    return max(0.0, middle - _95_PERCENT * spread), min(1.0, middle + _95_PERCENT * spread)
