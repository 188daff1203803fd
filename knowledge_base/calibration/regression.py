"""Logistic regression with signs that are known beforehand.

Scikit-learn's has no bounds on its weights. They matter here: a shop's phrasings can be so written
that those of one entry share no words, and an unbounded fit then learns that common words speak
against an entry, of which a visitor's question suffers.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge_base.calibration.confidence import Logistic
from knowledge_base.calibration.features import EVIDENCE, NAMES

Numbers = NDArray[np.float64]

RIDGE = 1.0
"""Strength of the pull of each weight towards 0, as scikit-learn's C = 1."""


def fit_logistic(matrix: Numbers, right: NDArray[np.bool_], weights: Numbers) -> Logistic:
    """Weights that make ``right`` likeliest, one a feature, not negative for EVIDENCE.

    ``matrix`` has a row a sample; ``weights`` say how much each sample counts.
    """
    mean = np.average(matrix, axis=0, weights=weights)
    spread = np.sqrt(np.average((matrix - mean) ** 2, axis=0, weights=weights))
    scale = np.where(spread > 0, spread, 1)
    scaled = (matrix - mean) / scale
    sign = np.where(right, 1.0, -1.0)

    def loss(values: Numbers) -> tuple[float, Numbers]:
        slopes, intercept = values[:-1], values[-1]
        margin = sign * (scaled @ slopes + intercept)
        cost = weights @ np.logaddexp(0, -margin) + RIDGE / 2 * slopes @ slopes
        # d/dz log(1 + e^-z) = -1 / (1 + e^z)
        pull = -weights * sign * np.exp(-np.logaddexp(0, margin))
        return float(cost), np.append(scaled.T @ pull + RIDGE * slopes, pull.sum())

    bounds = [(0.0 if name in EVIDENCE else None, None) for name in NAMES]
    # Bounds on the intercept keep it finite where all came out alike.
    found = minimize(
        loss,
        np.zeros(len(NAMES) + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (-10.0, 10.0)],
    )
    return Logistic(
        mean=tuple(map(float, mean)),
        scale=tuple(map(float, scale)),
        weights=tuple(map(float, found.x[:-1])),
        intercept=float(found.x[-1]),
    )
