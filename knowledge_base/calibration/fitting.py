"""Fits the confidence of one shop's index."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge_base.arrays import Floats
from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.model import KINDS, Model, Weights
from knowledge_base.calibration.regression import fit as fit_regression
from knowledge_base.calibration.samples import Sample
from knowledge_base.calibration.traffic import EXPECTED_SHARES, HELD_BACK_UNASKED
from knowledge_base.content.results import Evidence, Language

RankingMethod = Literal["learnt", "nearest"]
"""With a classifier, or by the nearest phrasings: the scores of the two differ."""

CLARIFY_PROBABILITY = 0.25
"""Where neither the shop says when to ask back nor its phrasings can tell."""

LEVEL_OF_NEAR = 0.2
"""Mean log-odds for "in scope" of a shop's phrasings without their entry, where no entry has two
phrasings. How like each other the entries of a shop are decides how high its questions score, and
this alone shows it there."""


def fit(samples: Sequence[Sample], aim: Aim, start: Model) -> Calibration:
    """The calibration of these samples.

    One model is fitted on all samples, drawn towards ``start``, and one for each language on its own
    samples, drawn towards the first. Without samples it is ``start`` itself. The threshold holds for
    the share of questions out of scope that the shop has set, else that of EXPECTED_SHARES.
    """
    shared = fit_model(samples, levelled(start, samples))
    models: dict[Language, Model] = {}
    for language in ("zh", "en"):
        own = [sample for sample in samples if sample.chinese == (language == "zh")]
        models[language] = fit_model(own, shared) if _all_kinds(own) else shared
    shares = _expected(aim)
    calibration = Calibration(
        models=models,
        shares=shares,
        answer_from=max(0.5, aim.answer_precision),
        clarify_from=aim.clarify_probability or CLARIFY_PROBABILITY,
        fitted_on=len(samples),
    )
    if not _all_kinds(samples):
        return calibration
    kinds = np.array([KINDS.index(sample.kind) for sample in samples])
    weights = (np.array(shares) / np.bincount(kinds, minlength=len(KINDS)))[kinds]
    asked = [Evidence(sample.features, sample.chinese, certain=False) for sample in samples]
    return calibration.with_thresholds(asked, aim, HELD_BACK_UNASKED, weights)


def fit_model(samples: Sequence[Sample], start: Model) -> Model:
    """The model of these samples, drawn towards ``start``; ``start`` where a kind has no sample."""
    if not _all_kinds(samples):
        return start
    scaled = start.scaled(np.array([sample.features for sample in samples]))
    kinds = np.array([KINDS.index(sample.kind) for sample in samples])
    inside = kinds == 0
    missed = np.array([sample.missed_weight for sample in samples])
    best_right = np.array([sample.best_right for sample in samples])
    among_three = np.array([sample.among_three for sample in samples])
    counted = np.where(inside & ~best_right, missed, 1.0)
    # All kinds count the same, whatever their number.
    balance = len(samples) / len(KINDS) / np.bincount(kinds, counted, minlength=len(KINDS))
    odds = fit_regression(
        scaled,
        kinds,
        counted * balance[kinds],
        np.array([start.near, start.far]),
        np.array([-1, -1]),
    )
    best, three = (
        fit_regression(
            scaled[inside],
            found[inside].astype(np.int64),
            np.where(found, 1.0, missed)[inside],
            np.array([weights]),
            np.array([1]),
        )
        for found, weights in ((best_right, start.best), (among_three, start.among_three))
    )
    return Model(
        mean=start.mean,
        scale=start.scale,
        near=_weights(odds[0]),
        far=_weights(odds[1]),
        best=_weights(best[0]),
        among_three=_weights(three[0]),
    )


def levelled(start: Model, samples: Sequence[Sample]) -> Model:
    """``start``, moved to LEVEL_OF_NEAR, where the samples have near questions but none in scope."""
    kinds = {sample.kind for sample in samples}
    if "in_scope" in kinds or "near" not in kinds:
        return start
    near = np.array([sample.features for sample in samples if sample.kind == "near"])
    found = start.kinds(near)
    odds = np.log(found[:, 0]) - np.log((found[:, 1] + found[:, 2]) / 2)
    moved = float(odds.mean()) - LEVEL_OF_NEAR
    return replace(
        start,
        near=(*start.near[:-1], start.near[-1] + moved),
        far=(*start.far[:-1], start.far[-1] + moved),
    )


@cache
def shipped_model(method: RankingMethod) -> Model:
    """What every fit starts from: fitted on the demo shop with the encoder that ships, by
    ``python -m knowledge_base.training.calibration``."""
    text = files("knowledge_base.calibration").joinpath("prior.json").read_text("utf-8")
    return Model.from_dict(json.loads(text)[method])


def _expected(aim: Aim) -> tuple[float, ...]:
    out = aim.out_of_scope_share
    return EXPECTED_SHARES if out is None else (1 - out, out / 2, out / 2)


def _all_kinds(samples: Sequence[Sample]) -> bool:
    return {sample.kind for sample in samples} == set(KINDS)


def _weights(values: NDArray[np.float64] | Floats) -> Weights:
    return tuple(float(value) for value in values)
