"""Which of a shop's own questions would have been answered rightly, and how surely. Pure.

The searcher has not seen the sample that it is asked (calibration/samples.py), and the confidence
has not either: each fifth of the samples is judged by a model that was fitted on the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.arrays import Flags, Floats
from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.fitting import fit
from knowledge_base.calibration.model import KINDS, Model
from knowledge_base.calibration.samples import Sample
from knowledge_base.calibration.traffic import posterior
from knowledge_base.content.results import Language
from knowledge_base.evaluation.curves import Bin, Curve, calibration_error, curve, reliability

FOLDS = 5
FEWEST = 20
"""Questions in scope, below which a curve says nothing."""


@dataclass(frozen=True)
class Evaluation:
    """How the confidence does on the questions of one language.

    ``answered`` and ``answered_rightly`` are shares of the questions in scope, ``wrongly`` is that
    of the questions out of scope that get an answer, ``precision`` the share of all answers that
    is right; all at ``answer_from``.
    """

    language: Language
    questions: int
    answer_from: float
    aim: float
    curve: Curve
    bins: list[Bin]
    answered: float
    answered_rightly: float
    wrongly: float
    precision: float

    @property
    def error(self) -> float:
        """Expected calibration error."""
        return calibration_error(self.bins)


def evaluate(
    samples: Sequence[Sample], calibration: Calibration, aim: Aim, start: Model
) -> list[Evaluation]:
    """One for each language that has at least FEWEST questions in scope."""
    confidences = _cross_fitted(samples, aim, start)
    chinese = np.array([sample.chinese for sample in samples])
    found = []
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        own = np.flatnonzero(chinese == (language == "zh"))
        part = [samples[number] for number in own.tolist()]
        if sum(sample.kind == "in_scope" for sample in part) >= FEWEST:
            found.append(_of_language(language, part, confidences[own], calibration, aim))
    return found


def _of_language(
    language: Language,
    samples: Sequence[Sample],
    confidences: Floats,
    calibration: Calibration,
    aim: Aim,
) -> Evaluation:
    right = np.array([sample.best_right for sample in samples])
    in_scope = np.array([sample.kind == "in_scope" for sample in samples])
    weights = _weights(samples, calibration.shares)
    answered = confidences >= calibration.answer_from
    return Evaluation(
        language=language,
        questions=int(in_scope.sum()),
        answer_from=calibration.answer_from,
        aim=aim.answer_precision,
        curve=curve(confidences, right, in_scope, weights),
        bins=reliability(confidences, right, weights),
        answered=_share(answered, in_scope, weights),
        answered_rightly=_share(answered & right, in_scope, weights),
        wrongly=_share(answered, ~in_scope, weights),
        precision=_share(right, answered, weights),
    )


def _cross_fitted(samples: Sequence[Sample], aim: Aim, start: Model) -> Floats:
    folds = _folds(samples)
    confidences = np.zeros(len(samples))
    for fold in range(FOLDS):
        others = [sample for sample, place in zip(samples, folds, strict=True) if place != fold]
        calibration = fit(others, aim, start)
        for number in np.flatnonzero(folds == fold).tolist():
            confidences[number] = _confidence(samples[number], calibration)
    return confidences


def _folds(samples: Sequence[Sample]) -> NDArray[np.int64]:
    """Neighbours of a kind stay together: they are phrasings of one entry."""
    folds = np.zeros(len(samples), dtype=np.int64)
    for kind in KINDS:
        own = np.array([i for i, sample in enumerate(samples) if sample.kind == kind], np.int64)
        folds[own] = np.arange(len(own)) * FOLDS // max(len(own), 1)
    return folds


def _confidence(sample: Sample, calibration: Calibration) -> float:
    model = calibration.models["zh" if sample.chinese else "en"]
    in_scope = posterior(model.kinds(sample.features), calibration.shares)[0, 0]
    return float(in_scope * model.right(sample.features)[0][0])


def _weights(samples: Sequence[Sample], shares: tuple[float, ...]) -> Floats:
    kinds = np.array([KINDS.index(sample.kind) for sample in samples])
    counts = np.maximum(np.bincount(kinds, minlength=len(KINDS)), 1)
    weights: Floats = (np.array(shares) / counts)[kinds]
    return weights


def _share(part: Flags, of: Flags, weights: Floats) -> float:
    total = float(weights[of].sum())
    return float(weights[part & of].sum()) / total if total else 0.0
