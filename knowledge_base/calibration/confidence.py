"""From a ranking to probabilities and a band. Pure, and all its numbers are fitted or set."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from knowledge_base.arrays import Flags, Floats
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.model import KINDS, Model
from knowledge_base.calibration.traffic import answer_from, inflate_near, posterior, shares
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
    clarify_probability: float
    out_of_scope_share: float | None


@dataclass(frozen=True)
class Calibration:
    """``models`` has one model for each language. ``shares`` are those of the kinds of questions
    (model.KINDS). The best entry is the answer from a confidence of ``answer_from`` on; the bot asks
    back when one of the best three is right with a probability of ``clarify_from``. ``fitted_on`` is
    the number of samples, 0 where only the model that ships was used; ``changed_since`` is the
    number of phrasings that were added or removed since."""

    models: dict[Language, Model]
    shares: tuple[float, ...]
    answer_from: float
    clarify_from: float
    fitted_on: int
    changed_since: int = 0

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
        first, three = (float(values[0]) for values in self._probabilities([evidence(ranking)]))
        if first >= self.answer_from:
            band: Band = "answer"
        else:
            band = "clarify" if three >= self.clarify_from else "hand_off"
        return self._distributed(ranking, first, three, limit), band

    def adapted(self, questions: Sequence[Evidence], aim: Aim) -> "Calibration":
        """The calibration for a shop whose visitors ask these questions: with their share of questions
        out of scope (unless the shop has set it), and the threshold that keeps the precision."""
        if not questions:
            return self
        estimated = aim.out_of_scope_share is None
        moved = (
            replace(self, shares=inflate_near(shares(self._kinds(questions))))
            if estimated
            else self
        )
        confidences, _ = moved._probabilities(questions)
        certain = np.array([question.certain for question in questions])
        sure = np.where(certain, 1.0, confidences)
        return replace(moved, answer_from=answer_from(sure, aim.answer_precision))

    def _kinds(self, questions: Sequence[Evidence]) -> Floats:
        kinds = np.zeros((len(questions), len(KINDS)))
        for model, rows, features in self._by_language(questions):
            kinds[rows] = model.kinds(features)
        return kinds

    def _probabilities(self, questions: Sequence[Evidence]) -> tuple[Floats, Floats]:
        in_scope = posterior(self._kinds(questions), self.shares)[:, 0]
        best, three = np.zeros(len(questions)), np.zeros(len(questions))
        for model, rows, features in self._by_language(questions):
            best[rows], three[rows] = model.right(features)
        return in_scope * best, in_scope * three

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
        )
