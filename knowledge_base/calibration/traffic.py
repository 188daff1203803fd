"""Estimates from visitors' questions alone, although nobody says which were answered rightly.

How many questions are out of scope differs from shop to shop, and precision depends on it. Pure.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge_base.arrays import Floats

EXPECTED_SHARES = (0.7, 0.15, 0.15)
"""Of KINDS, before a shop has had any question."""

EXPECTED_WEIGHT = 0.3
"""How many questions the expectation counts as, for each question that was asked. It never fades:
customers' questions are less like the stored ones than these are like each other, and what is unlike
them passes for out of scope, however many questions there are."""

LEAST_CONFIDENCE = 0.5
"""An answer that is more likely wrong than right is never given, however right the others are."""

NEAR_FACTOR = 1.5
"""Customers' questions near a shop's business are more like those that it answers than its own
phrasings are once their entry is left out, so that a third of them pass for answered ones. Measured
on development sets without a part of their entries."""

HELD_BACK = 0.1
"""Part of the wrong answers that the precision allows which the threshold does not plan for. A
shop's confidence is learnt from its own phrasings, and on some of the development sets more answers
are wrong than it expects."""

HELD_BACK_UNASKED = 0.5
"""The same before visitors have asked: a shop's phrasings are more like each other than questions are
like them, and nobody knows how many of these are out of scope."""

HALVED_BY = 10.0
"""Outcomes that halve what is held back."""

ASKED_BACK = 0.975
"""Of the questions whose right entry is among the best three, the share that is answered or asked
back, where the shop sets no probability for it."""

_ROUNDS = 500
_TOLERANCE = 1e-6


def shares(kinds: Floats, expected: tuple[float, ...] = EXPECTED_SHARES) -> tuple[float, ...]:
    """Shares of the kinds among questions, by expectation maximisation.

    ``kinds`` holds, for each question, the probability of each kind were all as frequent
    (``Model.kinds``). The shares are those under which the questions are likeliest (Saerens,
    Latinne and Decaestecker, 2002), drawn towards ``expected`` by EXPECTED_WEIGHT.
    """
    found = np.array(expected)
    weight = EXPECTED_WEIGHT * max(len(kinds), 1)
    for _ in range(_ROUNDS):
        before = found
        found = posterior(kinds, tuple(before)).sum(axis=0) + weight * np.array(expected)
        found /= len(kinds) + weight
        if np.abs(found - before).max() < _TOLERANCE:
            break
    return tuple(float(share) for share in found)


def inflate_near(found: tuple[float, ...]) -> tuple[float, ...]:
    """The shares, with the kind "near" counted NEAR_FACTOR times."""
    more = np.array(found) * np.array([1, NEAR_FACTOR, 1])
    return tuple(float(share) for share in more / more.sum())


def posterior(kinds: Floats, of: tuple[float, ...]) -> Floats:
    """``kinds`` for questions among which the kinds have the shares ``of``."""
    weighted = kinds * np.array(of)
    normal: Floats = weighted / weighted.sum(axis=1, keepdims=True)
    return normal


def held_back(outcomes: float) -> float:
    """HELD_BACK, where so many outcomes are known."""
    return HELD_BACK * HALVED_BY / (HALVED_BY + outcomes)


def planned(precision: float, held_back: float) -> float:
    """The precision to plan for, where ``precision`` is asked."""
    return 1 - (1 - held_back) * (1 - precision)


def answer_from(
    confidences: NDArray[np.float64], precision: float, weights: NDArray[np.float64] | None = None
) -> float:
    """The lowest confidence from which on answers are right as often as ``precision`` asks.

    The mean of calibrated confidences is the share that is right, so it need not be known which
    answers were. Where even the surest do not reach it: ``precision`` itself.
    """
    order = np.argsort(-confidences, kind="stable")
    ordered = confidences[order]
    counted = np.ones(len(ordered)) if weights is None else weights[order]
    reached = np.cumsum(counted * ordered) / np.maximum(np.cumsum(counted), 1e-12)
    good = np.flatnonzero(reached >= precision)
    lowest = float(ordered[good[-1]]) if len(good) else precision
    return max(LEAST_CONFIDENCE, lowest)


def clarify_from(
    among_three: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> float:
    """The probability from which on questions hold ASKED_BACK of those whose right entry is among
    the best three, as ``among_three`` expects for each question."""
    order = np.argsort(-among_three, kind="stable")
    held = among_three[order] * (1.0 if weights is None else weights[order])
    reached = np.cumsum(held)
    last = int(np.searchsorted(reached, ASKED_BACK * reached[-1]))
    return float(among_three[order][min(last, len(order) - 1)])
