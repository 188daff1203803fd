"""Fits the confidence of one shop's index."""

import json
from collections.abc import Sequence
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
from knowledge_base.calibration.traffic import EXPECTED_SHARES, answer_from, posterior
from knowledge_base.content.results import Language

RankingMethod = Literal["learnt", "nearest"]
"""With a classifier, or by the nearest phrasings: the scores of the two differ."""


def fit(samples: Sequence[Sample], aim: Aim, start: Model) -> Calibration:
    """The calibration of these samples.

    One model is fitted on all samples, drawn towards ``start``, and one for each language on its own
    samples, drawn towards the first. Without samples it is ``start`` itself. The threshold holds for
    the share of questions out of scope that the shop has set, else that of EXPECTED_SHARES.
    """
    shared = fit_model(samples, start)
    models: dict[Language, Model] = {}
    for language in ("zh", "en"):
        own = [sample for sample in samples if sample.chinese == (language == "zh")]
        models[language] = fit_model(own, shared) if _all_kinds(own) else shared
    shares = _expected(aim)
    calibration = Calibration(
        models=models,
        shares=shares,
        answer_from=max(0.5, aim.answer_precision),
        clarify_from=aim.clarify_probability,
        fitted_on=len(samples),
    )
    if not _all_kinds(samples):
        return calibration
    return _with_threshold(calibration, samples, aim)


def fit_model(samples: Sequence[Sample], start: Model) -> Model:
    """The model of these samples, drawn towards ``start``; ``start`` where a kind has no sample."""
    if not _all_kinds(samples):
        return start
    scaled = start.scaled(np.array([sample.features for sample in samples]))
    kinds = np.array([KINDS.index(sample.kind) for sample in samples])
    # All kinds count the same, whatever their number.
    balance = len(samples) / len(KINDS) / np.bincount(kinds, minlength=len(KINDS))
    odds = fit_regression(
        scaled, kinds, balance[kinds], np.array([start.near, start.far]), np.array([-1, -1])
    )
    inside = kinds == 0
    best, three = (
        fit_regression(
            scaled[inside],
            np.array([flag(sample) for sample in samples if sample.kind == "in_scope"], np.int64),
            np.ones(int(inside.sum())),
            np.array([weights]),
            np.array([1]),
        )
        for flag, weights in (
            (_best_right, start.best),
            (_among_three, start.among_three),
        )
    )
    return Model(
        mean=start.mean,
        scale=start.scale,
        near=_weights(odds[0]),
        far=_weights(odds[1]),
        best=_weights(best[0]),
        among_three=_weights(three[0]),
    )


@cache
def shipped_model(method: RankingMethod) -> Model:
    """What every fit starts from: fitted on the demo shop with the encoder that ships, by
    ``python -m knowledge_base.training.calibration``."""
    text = files("knowledge_base.calibration").joinpath("prior.json").read_text("utf-8")
    return Model.from_dict(json.loads(text)[method])


def _with_threshold(calibration: Calibration, samples: Sequence[Sample], aim: Aim) -> Calibration:
    confidences = np.zeros(len(samples))
    chinese = np.array([sample.chinese for sample in samples])
    matrix = np.array([sample.features for sample in samples])
    for language, model in calibration.models.items():
        own = chinese == (language == "zh")
        in_scope = posterior(model.kinds(matrix[own]), calibration.shares)[:, 0]
        confidences[own] = in_scope * model.right(matrix[own])[0]
    kinds = np.array([KINDS.index(sample.kind) for sample in samples])
    weights = (np.array(calibration.shares) / np.bincount(kinds, minlength=len(KINDS)))[kinds]
    lowest = answer_from(confidences, aim.answer_precision, weights)
    return Calibration(
        calibration.models,
        calibration.shares,
        lowest,
        calibration.clarify_from,
        calibration.fitted_on,
    )


def _expected(aim: Aim) -> tuple[float, ...]:
    out = aim.out_of_scope_share
    return EXPECTED_SHARES if out is None else (1 - out, out / 2, out / 2)


def _all_kinds(samples: Sequence[Sample]) -> bool:
    return {sample.kind for sample in samples} == set(KINDS)


def _best_right(sample: Sample) -> bool:
    return sample.best_right


def _among_three(sample: Sample) -> bool:
    return sample.among_three


def _weights(values: NDArray[np.float64] | Floats) -> Weights:
    return tuple(float(value) for value in values)
