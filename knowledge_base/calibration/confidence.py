"""From a ranking to probabilities and a band. Pure, and all its numbers are fitted or set."""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from knowledge_base.calibration.features import NAMES, Features, features
from knowledge_base.ranking import VOTE_TEMPERATURE
from knowledge_base.results import Band
from knowledge_base.searcher import Ranking

ASKED = 3
"""Questions that "did you mean" offers at most."""


@dataclass(frozen=True)
class Logistic:
    """1 / (1 + e^−(w · (x − mean) / scale + b)): a logistic regression on scaled features."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def probability(self, values: Features) -> float:
        """Between 0 and 1."""
        scaled = (values - np.array(self.mean)) / np.array(self.scale)
        logit = float(scaled @ np.array(self.weights)) + self.intercept
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


@dataclass(frozen=True)
class Calibration:
    """``best`` gives the probability that the best entry is right, ``among_three`` that one of
    the best three is. A best entry is answered with from ``answer_from`` on; it is asked back
    from ``clarify_from`` on. ``fitted_on`` is the number of samples, 0 for the prior."""

    best: Logistic
    among_three: Logistic
    answer_from: float
    clarify_from: float
    fitted_on: int

    def judge(self, ranking: Ranking, limit: int) -> tuple[list[float], Band]:
        """Probability of being the right one for the first ``limit`` entries, and the band.

        What ``among_three`` has above ``best`` is shared by the second and third entry in
        proportion to e^(score / VOTE_TEMPERATURE); later ones fall off from the third in the same
        way. A question that the shop itself wrote for one entry is certain.
        """
        if not ranking.entries:
            return [], "nothing"
        if ranking.certain:
            return self._shared_out(ranking, 1.0, 1.0, limit), "answer"
        values = features(ranking)
        first = self.best.probability(values)
        three = max(first, self.among_three.probability(values))
        if first >= self.answer_from:
            band: Band = "answer"
        else:
            band = "clarify" if three >= self.clarify_from else "nothing"
        return self._shared_out(ranking, first, three, limit), band

    def _shared_out(self, ranking: Ranking, first: float, three: float, limit: int) -> list[float]:
        scores = np.array([entry.score for entry in ranking.entries[:limit]])
        if len(scores) < 2:
            return [first][: len(scores)]
        say = np.exp((scores[1:] - scores[1]) / VOTE_TEMPERATURE)
        rest = (three - first) * say / say[: ASKED - 1].sum()
        # Two regressions need not agree; the ranking decides which entry is surer.
        return [float(value) for value in np.minimum.accumulate([first, *rest])]

    def to_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        return {"features": list(NAMES), **asdict(self)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Calibration":
        """Raises ValueError when the values are of other features, KeyError when some miss."""
        if tuple(values["features"]) != NAMES:
            raise ValueError("the calibration was fitted on other features")
        return cls(
            best=_logistic(values["best"]),
            among_three=_logistic(values["among_three"]),
            answer_from=float(values["answer_from"]),
            clarify_from=float(values["clarify_from"]),
            fitted_on=int(values["fitted_on"]),
        )


def _logistic(values: dict[str, Any]) -> Logistic:
    mean, scale, weights = (
        tuple(float(number) for number in values[name]) for name in ("mean", "scale", "weights")
    )
    if not len(mean) == len(scale) == len(weights) == len(NAMES):
        raise ValueError("the calibration has the wrong number of weights")
    return Logistic(mean, scale, weights, float(values["intercept"]))
