"""Computes figures from the outcome of a set. Pure."""

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
    """``top``: share of the in-scope questions whose best entry is right. ``auroc``: how well the
    confidence separates in scope from out of scope (None if nothing is out of scope).
    ``coverage_90`` and ``coverage_95``: the largest share of in-scope questions answered rightly
    while at least 90% or 95% of all answers, including those out of scope, are right."""

    top: float
    auroc: float | None
    coverage_90: float
    coverage_95: float


def figures(outcome: Outcome, wanted: Sequence[str]) -> Figures:
    """The figures of one half of a set."""
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
    """Which questions an entry of the knowledge base answers."""
    return np.array([entry != OUT_OF_SCOPE for entry in wanted], bool)
