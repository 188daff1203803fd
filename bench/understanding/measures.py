"""Figures from what came out of a set. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from bench.understanding.sets import OUT_OF_SCOPE
from knowledge_base.evaluation.curves import curve


@dataclass(frozen=True)
class Outcome:
    """For each question, the best entry and the confidence in it."""

    entries: list[str]
    confidences: NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """``top`` is the share of in-scope questions whose best entry is the right one; ``auroc`` how
    well the confidence tells in from out of scope (None where nothing is out); ``coverage_90`` and
    ``coverage_95`` the largest share of in-scope questions answered rightly while at least that
    much of all answers, those out of scope included, is right."""

    top: float
    auroc: float | None
    coverage_90: float
    coverage_95: float


@dataclass(frozen=True)
class Answers:
    """What was answered at the target precision: how many of how many questions, and how many of
    these rightly; the share out of scope as it was estimated and as it is."""

    questions: int
    answered: int
    rightly: int
    estimated_out: float
    true_out: float

    @property
    def precision(self) -> float:
        """Share of the answers that is right."""
        return self.rightly / max(self.answered, 1)


def figures(outcome: Outcome, wanted: Sequence[str]) -> Figures:
    """Of one half of a set."""
    right = np.array(
        [found == entry for found, entry in zip(outcome.entries, wanted, strict=True)], bool
    )
    in_scope = in_scope_of(wanted)
    drawn = curve(outcome.confidences, right, in_scope)
    auroc = None if in_scope.all() else float(roc_auc_score(in_scope, outcome.confidences))
    return Figures(
        float(right[in_scope].mean()), auroc, drawn.coverage_at(0.9), drawn.coverage_at(0.95)
    )


def in_scope_of(wanted: Sequence[str]) -> NDArray[np.bool_]:
    """Which questions an entry of the base answers."""
    return np.array([entry != OUT_OF_SCOPE for entry in wanted], bool)
