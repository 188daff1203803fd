"""What a shop's own threshold answers, beside what the same ranking could answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.content.results import Band
from knowledge_base.evaluation.curves import curve

Flags = NDArray[np.bool_]

RESAMPLES = 400
FEWEST = 50
"""Answers, below which a set is shown and not judged."""
LEAST_ORACLE = 0.05
"""Coverage that the ranking could reach, below which a ratio to it says nothing."""


@dataclass(frozen=True)
class Asked:
    """One question a row: its confidence, band, whether its best entry is right and one of its best
    three is, and whether any entry is."""

    confidences: NDArray[np.float64]
    bands: Sequence[Band]
    right: Flags
    among_three: Flags
    in_scope: Flags


@dataclass(frozen=True)
class Answers:
    """At the target precision. ``coverage`` is the share of the questions in scope that is answered
    rightly, ``oracle`` the largest such share that the same confidences allow with that precision;
    ``ratio_low`` and ``ratio_high`` bound coverage over oracle (95%, from resampled questions).

    ``kept`` is the share of the questions with the right entry among three that is answered rightly
    or asked back with it, ``asked_out`` the share of those out of scope that is asked back.
    """

    questions: int
    in_scope: int
    answered: int
    rightly: int
    oracle: float
    ratio_low: float
    ratio_high: float
    kept: float
    asked_out: float
    estimated_out: float

    @property
    def precision(self) -> float:
        """Share of the answers that are right."""
        return self.rightly / max(self.answered, 1)

    @property
    def coverage(self) -> float:
        """Share of the questions in scope that are answered rightly."""
        return self.rightly / max(self.in_scope, 1)

    @property
    def ratio(self) -> float | None:
        """Coverage over oracle; None where the ranking itself can hardly reach the precision."""
        return self.coverage / self.oracle if self.oracle >= LEAST_ORACLE else None

    @property
    def true_out(self) -> float:
        """Share of the questions that no entry answers."""
        return 1 - self.in_scope / max(self.questions, 1)

    def to_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        return asdict(self)


def answers(asked: Asked, estimated_out: float, target: float) -> Answers:
    """What these questions came to."""
    answered = np.array([band == "answer" for band in asked.bands])
    back = np.array([band == "clarify" for band in asked.bands])
    held = asked.among_three & asked.in_scope
    served = (answered & asked.right) | (back & held)
    out = ~asked.in_scope
    low, high = _ratio_bounds(asked, answered, target)
    return Answers(
        questions=len(answered),
        in_scope=int(asked.in_scope.sum()),
        answered=int(answered.sum()),
        rightly=int((answered & asked.right).sum()),
        oracle=_oracle(asked.confidences, asked.right, asked.in_scope, target),
        ratio_low=low,
        ratio_high=high,
        kept=_share(served, held),
        asked_out=_share(back, out),
        estimated_out=estimated_out,
    )


def _ratio_bounds(asked: Asked, answered: Flags, target: float) -> tuple[float, float]:
    draw = np.random.default_rng(0)
    found = []
    for _ in range(RESAMPLES):
        rows = draw.integers(0, len(answered), len(answered))
        right, in_scope = asked.right[rows], asked.in_scope[rows]
        could = _oracle(asked.confidences[rows], right, in_scope, target)
        own = (answered[rows] & right).sum() / max(int(in_scope.sum()), 1)
        found.append(own / max(could, 0.01))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def _oracle(
    confidences: NDArray[np.float64], right: Flags, in_scope: Flags, target: float
) -> float:
    return curve(confidences, right, in_scope).coverage_at(target)


def _share(part: Flags, of: Flags) -> float:
    return float((part & of).sum() / of.sum()) if of.any() else 0.0
