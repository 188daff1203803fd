"""Logistic regression with known signs, whose weights are drawn towards where they started.

Scikit-learn's has no bounds on its weights. They matter here: where the phrasings of an entry share
no words, an unbounded fit learns that common words speak against an entry, and visitors' questions
are answered worse. It also draws weights towards 0; here they are drawn towards those of the model
that ships, so that a shop with few phrasings stays close to these.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from knowledge_base.arrays import Floats
from knowledge_base.calibration.features import EVIDENCE, NAMES

RIDGE = 30.0
"""How strongly each weight is drawn towards its start: as about thirty samples would hold it."""

_LARGEST_INTERCEPT = 20.0  # keeps it finite where all came out alike


def fit(
    scaled: Floats, kinds: NDArray[np.int64], weights: Floats, start: Floats, signs: Floats
) -> Floats:
    """Log-odds of the kinds 1, 2, … against kind 0, shape (kinds − 1, features + 1).

    ``scaled`` has a row a sample, ``weights`` says how much each counts, ``start`` has the shape
    of what comes back. ``signs`` has an entry for each row: 1 where evidence can only raise these
    odds, −1 where it can only lower them.
    """
    # Imported here: a desk that starts does not need it.
    from scipy.optimize import minimize

    samples = np.arange(len(scaled))
    with_constant = np.column_stack([scaled, np.ones(len(scaled))])

    def loss(values: Floats) -> tuple[float, Floats]:
        slopes = values.reshape(start.shape)
        logits = np.column_stack([np.zeros(len(scaled)), with_constant @ slopes.T])
        total = logsumexp(logits, axis=1)
        moved = (slopes - start)[:, :-1]
        cost = weights @ (total - logits[samples, kinds]) + RIDGE / 2 * (moved**2).sum()
        pull = np.exp(logits - total[:, None])
        pull[samples, kinds] -= 1
        slope = (pull[:, 1:] * weights[:, None]).T @ with_constant
        slope[:, :-1] += RIDGE * moved
        return float(cost), slope.ravel()

    bounds = [bound for sign in signs for bound in _bounds(float(sign))]
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", bounds=bounds)
    fitted: Floats = found.x.reshape(start.shape)
    return fitted


def _bounds(sign: float) -> list[tuple[float | None, float | None]]:
    evidence = (0.0, None) if sign > 0 else (None, 0.0)
    slopes = [evidence if name in EVIDENCE else (None, None) for name in NAMES]
    return [*slopes, (-_LARGEST_INTERCEPT, _LARGEST_INTERCEPT)]
