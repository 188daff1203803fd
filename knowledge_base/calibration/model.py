"""From features to probabilities: a multinomial logistic regression and two plain ones."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import expit, softmax

from knowledge_base.arrays import Floats
from knowledge_base.calibration.features import NAMES

Weights = tuple[float, ...]
"""One for each of NAMES, then the intercept."""

KINDS = ("in_scope", "near", "far")
"""What a question may be: one that an entry answers; one that is like those, but that no entry
answers; one that no shop answers."""


@dataclass(frozen=True)
class Model:
    """``mean`` and ``scale`` bring features to one size. ``near`` and ``far`` are the log-odds of
    these kinds against ``in_scope``; ``best`` and ``among_three`` those of the best entry, or one
    of the best three, being right where the question is in scope."""

    mean: Weights
    scale: Weights
    near: Weights
    far: Weights
    best: Weights
    among_three: Weights

    def kinds(self, features: Floats) -> Floats:
        """Probability of each of KINDS if all three were equally frequent, shape (questions, 3)."""
        scaled = self.scaled(features)
        logits = [np.zeros(len(scaled)), _logit(scaled, self.near), _logit(scaled, self.far)]
        kinds: Floats = softmax(np.stack(logits, axis=1), axis=1)
        return kinds

    def right(self, features: Floats) -> tuple[Floats, Floats]:
        """Probability, for a question in scope, that the best entry is right, and that one of the
        best three is, which is never less."""
        scaled = self.scaled(features)
        best = expit(_logit(scaled, self.best))
        return best, np.maximum(best, expit(_logit(scaled, self.among_three)))

    def scaled(self, features: Floats) -> Floats:
        """Features in the scale of the weights, shape (questions, len(NAMES))."""
        rows: Floats = np.asarray(features, dtype=np.float64).reshape(-1, len(NAMES))
        scaled: Floats = (rows - np.array(self.mean)) / np.array(self.scale)
        return scaled

    def to_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        return {"features": list(NAMES), **asdict(self)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Model":
        """Raises ValueError when the values are of other features, KeyError when some miss."""
        if tuple(values["features"]) != NAMES:
            raise ValueError("the calibration was fitted on other features")
        parts = {
            name: tuple(float(number) for number in values[name])
            for name in ("mean", "scale", "near", "far", "best", "among_three")
        }
        if any(
            len(part) != len(NAMES) + (name not in ("mean", "scale"))
            for name, part in parts.items()
        ):
            raise ValueError("the calibration has the wrong number of weights")
        return cls(**parts)


def _logit(scaled: Floats, weights: Weights) -> Floats:
    logit: Floats = scaled @ np.array(weights[:-1]) + weights[-1]
    return logit
