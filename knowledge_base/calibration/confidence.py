"""From a ranking to probabilities and a band. Pure, and all its numbers are fitted or set."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import compress
from typing import Any

import numpy as np

from knowledge_base.arrays import Flags, Floats
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.model import KINDS, Model
from knowledge_base.calibration.outcomes import (
    LEAST_CONFIDENCE,
    UNCORRECTED,
    Correction,
    Outcome,
    correction,
)
from knowledge_base.calibration.traffic import (
    answer_from,
    clarify_from,
    held_back,
    inflate_near,
    planned,
    posterior,
    shares,
)
from knowledge_base.content.results import (
    Band,
    Evidence,
    Language,
)
from knowledge_base.search.ranking import VOTE_TEMPERATURE, Ranking

CLARIFY_CHOICES = 3
"""The most questions that "did you mean" offers."""


@dataclass(frozen=True)
class Aim:
    """What the shop asks of its confidence; see KnowledgeBaseSettings for each."""

    answer_precision: float
    clarify_probability: float | None
    out_of_scope_share: float | None


@dataclass(frozen=True)
class Calibration:
    """``models`` has one model for each language. ``shares`` are those of the kinds of questions
    (model.KINDS). The best entry is the answer from a confidence of ``answer_from`` on; the bot asks
    back when one of the best three is right with a probability of ``clarify_from``. ``correction``
    is what outcomes taught. ``fitted_on`` is the number of samples, 0 where only the model that ships
    was used; ``changed_since`` is the number of phrasings that were added or removed since."""

    models: dict[Language, Model]
    shares: tuple[float, ...]
    answer_from: float
    clarify_from: float
    fitted_on: int
    changed_since: int = 0
    correction: Correction = UNCORRECTED

    def judge(self, ranking: Ranking, limit: int) -> tuple[list[float], Band]:
        """The probability that it is the right one, for each of the first ``limit`` entries; and the
        band.

        The second and third entry share the probability that one of the best three is right and
        the best is not, in proportion to e^(score / VOTE_TEMPERATURE); later entries follow the
        same rule. A question that the shop itself wrote for one entry is certain.
        """
        if not ranking.entries:
            return [], "hand_off"
        if ranking.certain:
            return self._distributed(ranking, 1.0, 1.0, limit), "answer"
        first, three = (float(values[0]) for values in self.probabilities([evidence(ranking)]))
        if first >= self.answer_from:
            band: Band = "answer"
        else:
            band = "clarify" if three >= self.clarify_from else "hand_off"
        return self._distributed(ranking, first, three, limit), band

    def adapted(
        self, questions: Sequence[Evidence], aim: Aim, outcomes: Sequence[Outcome] = ()
    ) -> "Calibration":
        """The calibration for a shop whose visitors ask these questions: with their share of questions
        out of scope (unless the shop has set it), corrected by what came of some of them, and with
        the thresholds that keep what the shop asks for."""
        if not questions:
            return self
        adapted = replace(self, correction=UNCORRECTED)
        if aim.out_of_scope_share is None:
            adapted = replace(adapted, shares=inflate_near(shares(self._kinds(questions))))
        known = [outcome for outcome in outcomes if not outcome.evidence.certain]
        learnt = 0.0
        if known:
            confidences, _ = adapted.probabilities([outcome.evidence for outcome in known])
            adapted = replace(adapted, correction=correction(known, confidences))
            counted = (confidences >= LEAST_CONFIDENCE).tolist()
            learnt = sum(outcome.counts_as for outcome in compress(known, counted))
        margin = held_back(learnt)
        return adapted.with_thresholds(questions, aim, margin)

    def with_thresholds(
        self,
        questions: Sequence[Evidence],
        aim: Aim,
        margin: float,
        weights: Floats | None = None,
    ) -> "Calibration":
        """With the thresholds that these questions lead to, each of which counts ``weights``, where
        ``margin`` of the allowed errors is held back."""
        confidences, among_three = self.probabilities(questions)
        lowest = answer_from(confidences, planned(aim.answer_precision, margin), weights)
        asked_back = aim.clarify_probability
        if asked_back is None:
            asked_back = clarify_from(among_three, weights)
        return replace(self, answer_from=lowest, clarify_from=asked_back)

    def _kinds(self, questions: Sequence[Evidence]) -> Floats:
        kinds = np.zeros((len(questions), len(KINDS)))
        for model, rows, features in self._by_language(questions):
            kinds[rows] = model.kinds(features)
        return kinds

    def probabilities(self, questions: Sequence[Evidence]) -> tuple[Floats, Floats]:
        """For each question, the probability that its best entry is right, and that one of its best
        three is. Where a question is certain, both are 1."""
        in_scope = posterior(self._kinds(questions), self.shares)[:, 0]
        best, three = np.zeros(len(questions)), np.zeros(len(questions))
        for model, rows, features in self._by_language(questions):
            best[rows], three[rows] = model.right(features)
        certain = np.array([question.certain for question in questions])
        first, any_of_three = (
            np.where(certain, 1.0, self.correction.applied(in_scope * part))
            for part in (best, three)
        )
        return first, any_of_three

    def _by_language(self, questions: Sequence[Evidence]) -> Iterator[tuple[Model, Flags, Floats]]:
        chinese = np.array([question.chinese for question in questions])
        features = np.array([question.features for question in questions])
        languages: tuple[tuple[Language, Flags], ...] = (("zh", chinese), ("en", ~chinese))
        for language, rows in languages:
            if rows.any():
                yield self.models[language], rows, features[rows]

    def _distributed(self, ranking: Ranking, first: float, three: float, limit: int) -> list[float]:
        scores = np.array([entry.score for entry in ranking.entries[:limit]])
        if len(scores) < 2:
            return [first][: len(scores)]
        weights = np.exp((scores[1:] - scores[1]) / VOTE_TEMPERATURE)
        rest = (three - first) * weights / weights[: CLARIFY_CHOICES - 1].sum()
        # Two regressions need not agree; the ranking decides which entry is surer.
        return [float(value) for value in np.minimum.accumulate([first, *rest])]

    def to_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        models = {language: model.to_dict() for language, model in self.models.items()}
        return {**asdict(self), "models": models}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Calibration":
        """Raises ValueError when the values are of other features, KeyError when some miss."""
        models: dict[Language, Model] = {
            "zh": Model.from_dict(values["models"]["zh"]),
            "en": Model.from_dict(values["models"]["en"]),
        }
        return cls(
            models=models,
            shares=tuple(float(share) for share in values["shares"]),
            answer_from=float(values["answer_from"]),
            clarify_from=float(values["clarify_from"]),
            fitted_on=int(values["fitted_on"]),
            changed_since=int(values["changed_since"]),
            correction=Correction(**values["correction"]),
        )
