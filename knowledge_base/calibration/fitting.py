"""Fits the confidence of one shop's index."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.regression import Numbers, fit_logistic
from knowledge_base.calibration.samples import Kind, Sample
from knowledge_base.entries import Content

ENOUGH_ENTRIES = 20
"""Entries with two phrasings or more that a fit of its own needs; under it the prior serves."""

FOLDS = 5


@dataclass(frozen=True)
class Aim:
    """What the shop wants of its confidence; see KnowledgeBaseSettings for each."""

    answer_precision: float
    clarify_probability: float
    out_of_scope_share: float


def enough_to_learn_from(content: Content) -> bool:
    """Whether a shop has so much that its confidence can be fitted on its own phrasings."""
    owners = Counter(phrasing.entry for phrasing in content.phrasings)
    return sum(count > 1 for count in owners.values()) >= ENOUGH_ENTRIES


def fit(samples: Sequence[Sample], aim: Aim) -> Calibration:
    """The calibration of these samples.

    Two logistic regressions, weighted so that ``out_of_scope_share`` of the questions have no
    right entry. The threshold is taken from scores of a cross-validation by entry: the lowest one
    at which the answers given are right as often as ``answer_precision`` asks, and never one at
    which an answer is more likely wrong than right.
    """
    matrix = np.array([item.features for item in samples])
    best_right = np.array([item.best_right for item in samples])
    among_three = np.array([item.among_three for item in samples])
    weights = _weights(samples, aim.out_of_scope_share)
    groups = np.array([item.group for item in samples])
    scores = _cross_validated(matrix, best_right, weights, groups)
    return Calibration(
        best=fit_logistic(matrix, best_right, weights),
        among_three=fit_logistic(matrix, among_three, weights),
        answer_from=max(0.5, threshold(scores, best_right, weights, aim.answer_precision)),
        clarify_from=aim.clarify_probability,
        fitted_on=len(samples),
    )


def prior(aim: Aim) -> Calibration:
    """For a shop with too few entries: what was fitted on the demo shop with the encoder that
    ships. Answers from a probability of ``answer_precision`` on, which is the stricter rule."""
    return replace(
        _shipped_prior(),
        answer_from=aim.answer_precision,
        clarify_from=aim.clarify_probability,
    )


def threshold(
    scores: Numbers, right: NDArray[np.bool_], weights: Numbers, precision: float
) -> float:
    """The lowest score from which on a share of at least ``precision`` is right.

    When no score gets there: ``precision`` itself, since a calibrated probability of p is right
    in p of all cases.
    """
    order = np.argsort(-scores, kind="stable")
    reached = np.cumsum((weights * right)[order]) / np.cumsum(weights[order])
    # Scores that are equal stand or fall together, so only the last of them can be a threshold.
    ordered = scores[order]
    last_of_equals = np.append(ordered[1:] != ordered[:-1], True)
    good = np.flatnonzero((reached >= precision) & last_of_equals)
    return float(ordered[good[-1]]) if len(good) else precision


def _weights(samples: Sequence[Sample], out_of_scope_share: float) -> Numbers:
    """In scope and out of scope as the shop expects them, the latter half near and half far."""
    kinds = [item.kind for item in samples]
    shares: dict[Kind, float] = {
        "phrasing": 1 - out_of_scope_share,
        "entry_removed": out_of_scope_share / 2,
        "out_of_scope": out_of_scope_share / 2,
    }
    each = {kind: share / max(1, kinds.count(kind)) for kind, share in shares.items()}
    weights = np.array([each[kind] for kind in kinds])
    scaled: Numbers = weights * len(samples) / weights.sum()
    return scaled


def _cross_validated(
    matrix: Numbers,
    right: NDArray[np.bool_],
    weights: Numbers,
    groups: NDArray[np.int64],
) -> Numbers:
    scores = np.zeros(len(matrix))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(matrix, right, groups):
        logistic = fit_logistic(matrix[train], right[train], weights[train])
        scores[test] = [logistic.probability(row) for row in matrix[test]]
    return scores


@cache
def _shipped_prior() -> Calibration:
    text = files("knowledge_base.calibration").joinpath("prior.json").read_text("utf-8")
    return Calibration.from_dict(json.loads(text))
