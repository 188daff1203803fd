"""Start vectors: what the teachers say of a piece, shortened by how frequent it is."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_SIF = 1e-3


def start_vectors(
    pieces: Sequence[str], meanings: Vectors, *, counts: Mapping[str, float], seed: int
) -> Vectors:
    """One row for each piece, as long as the piece is rare.

    ``meanings`` has rows of length 1, or of zeros for what means nothing alone. These get small
    random numbers: a zero row would turn into NaN when it is normalised. The length follows smooth
    inverse frequency, a / (a + p) (Arora et al., 2017).
    """
    random = np.random.default_rng(seed)
    noise = random.normal(0.0, 0.01 / meanings.shape[1] ** 0.5, meanings.shape)
    vectors = np.where(np.any(meanings != 0, axis=1, keepdims=True), meanings, noise)
    weighted: Vectors = (vectors * _rarity(pieces, counts)[:, None]).astype(np.float32)
    return weighted


def _rarity(pieces: Sequence[str], counts: Mapping[str, float]) -> Vectors:
    seen = np.array([counts.get(piece, 0) for piece in pieces], dtype=np.float32)
    share = seen / max(seen.sum(), 1.0)
    weights: Vectors = _SIF / (_SIF + share)
    return weights
