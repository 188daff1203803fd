"""What becomes of a shop's questions, in numbers of 100 and in words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from knowledge_base.arrays import Flags, Floats
from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.model import KINDS
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.calibration.samples import Sample
from knowledge_base.calibration.traffic import HELD_BACK_UNASKED
from knowledge_base.content.results import Evidence
from knowledge_base.evaluation.curves import wilson

TARGETS = (0.8, 0.85, 0.9, 0.95)
"""What a shop may ask for instead."""

SHOP_SPREAD = 0.75
"""Standard deviation, from shop to shop, of the log-odds of an answer being right at the same target
(docs/adr/0038): what a shop cannot know of itself without outcomes."""

_95_PERCENT = 1.96


@dataclass(frozen=True)
class Questions:
    """What a shop is asked: ``weights`` says how much each counts. ``visitors`` tells whether visitors
    asked them; otherwise they are the shop's own phrasings. ``outcomes`` are known of some."""

    evidence: Sequence[Evidence]
    weights: Floats
    visitors: bool
    outcomes: Sequence[Outcome] = ()

    @classmethod
    def of_visitors(
        cls, asked: Sequence[Evidence], outcomes: Sequence[Outcome] = ()
    ) -> "Questions":
        """The last ones that visitors asked."""
        return cls(asked, np.ones(len(asked)), visitors=True, outcomes=outcomes)

    @classmethod
    def of_samples(cls, samples: Sequence[Sample], shares: tuple[float, ...]) -> "Questions":
        """The shop's own phrasings, weighted as the kinds of questions are expected."""
        kinds = np.array([KINDS.index(sample.kind) for sample in samples])
        counts = np.maximum(np.bincount(kinds, minlength=len(KINDS)), 1)
        asked = [Evidence(sample.features, sample.chinese, certain=False) for sample in samples]
        weights: Floats = (np.array(shares) / counts)[kinds]
        return cls(asked, weights, visitors=False)


@dataclass(frozen=True)
class Share:
    """Of 100 questions, with the 95% interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.0f} ({self.low:.0f}–{self.high:.0f})"


@dataclass(frozen=True)
class Forecast:
    """At the target precision ``target``, and a threshold of ``answer_from``."""

    target: float
    answer_from: float
    answered: Share
    wrong: Share
    asked_back: Share
    handed_over: Share


def forecast(calibration: Calibration, questions: Questions, aim: Aim) -> Forecast:
    """What becomes of these questions where the shop aims at ``aim``."""
    if questions.visitors:
        moved = calibration.adapted(questions.evidence, aim, questions.outcomes)
    else:
        moved = calibration.with_thresholds(
            questions.evidence, aim, HELD_BACK_UNASKED, questions.weights
        )
    first, three = moved.probabilities(questions.evidence)
    answered = first >= moved.answer_from
    back = ~answered & (three >= moved.clarify_from)
    shares = [_share(part, questions.weights) for part in (answered, back, ~answered & ~back)]
    wrong = _wrong(first, answered, questions.weights)
    return Forecast(aim.answer_precision, moved.answer_from, shares[0], wrong, *shares[1:])


def forecasts(calibration: Calibration, questions: Questions, aim: Aim) -> list[Forecast]:
    """That of ``aim`` first, then those of the other TARGETS."""
    others = [target for target in TARGETS if target != aim.answer_precision]
    targets = [aim.answer_precision, *others]
    return [forecast(calibration, questions, replace(aim, answer_precision=t)) for t in targets]


def in_words(found: Sequence[Forecast], questions: Questions) -> Iterator[str]:
    """Sentences for the people who run the shop; ``found`` as ``forecasts`` gives it."""
    own, *others = found
    yield (
        f"Of 100 questions {own.answered} are answered at once, about {own.wrong} of these wrong;"
        f" {own.asked_back} are asked back; {own.handed_over} go to a person."
    )
    count = len(questions.evidence)
    yield (
        f"Expected from the last {count:,} questions of visitors."
        if questions.visitors
        else "Expected from the shop's own phrasings, since visitors have asked too few questions."
    ) + " In brackets: where it lies in 95 of 100 shops."
    for other in others:
        yield (
            f"With answer_precision {other.target:g} instead of {own.target:g}:"
            f" {other.answered.value:.0f} answered, {other.wrong.value:.0f} of these wrong;"
            f" {other.asked_back.value:.0f} asked back; {other.handed_over.value:.0f} to a person."
        )


def _share(part: Flags, weights: Floats) -> Share:
    total = float(weights.sum())
    share = float(weights[part].sum()) / total
    counts_as = total**2 / float((weights**2).sum())
    low, high = wilson(round(share * counts_as), round(counts_as))
    return Share(100 * share, 100 * low, 100 * high)


def _wrong(confidences: Floats, answered: Flags, weights: Floats) -> Share:
    odds = logit(np.clip(confidences[answered], 1e-6, 1 - 1e-6))
    value, low, high = (
        100 * float(weights[answered] @ expit(-(odds + shift)) / weights.sum())
        for shift in (0.0, _95_PERCENT * SHOP_SPREAD, -_95_PERCENT * SHOP_SPREAD)
    )
    return Share(value, low, high)
