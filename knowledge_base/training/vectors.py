"""Start vectors: what the teacher says of a piece, or of its dictionary glosses."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge_base.training.teacher import Teacher

Vectors = NDArray[np.float32]

_GLOSSES = 4
_SIF = 1e-3


def start_vectors(
    pieces: Sequence[str],
    *,
    glosses: Mapping[str, list[str]],
    counts: Mapping[str, float],
    teacher: Teacher,
    seed: int,
) -> Vectors:
    """One row for each piece: centred for its language, as long as the piece is rare.

    An English piece starts from the teacher's vector of itself, a Chinese one
    from that of its glosses, first ones first; what has neither gets the mean
    of its characters, or small random numbers: a zero row would turn into NaN
    when it is normalised. The length follows smooth inverse frequency,
    a / (a + p) (Arora et al., 2017).
    """
    texts = sorted({text for piece in pieces for text in _teachable(piece, glosses)})
    rows = dict(zip(texts, teacher.encode(texts), strict=True))
    size = next(iter(rows.values())).shape[0]
    random = np.random.default_rng(seed)
    vectors = random.normal(0.0, 0.01 / size**0.5, (len(pieces), size)).astype(np.float32)

    english = np.array([piece.isascii() and piece.isalpha() for piece in pieces])
    explained = np.zeros(len(pieces), dtype=bool)
    for i, piece in enumerate(pieces):
        known = [rows[text] for text in _teachable(piece, glosses)]
        if known:
            weights = 1.0 / np.arange(1, len(known) + 1)
            vectors[i] = np.average(known, axis=0, weights=weights)
            explained[i] = True
    for language in (english & explained, ~english & explained):
        if language.any():
            vectors[language] = _centred(vectors[language])
    _compose_from_characters(vectors, pieces, explained)
    return vectors * _rarity(pieces, counts)[:, None]


def _teachable(piece: str, glosses: Mapping[str, list[str]]) -> list[str]:
    if piece.isascii():
        return [piece] if piece.isalpha() else []
    return glosses.get(piece, [])[:_GLOSSES]


def _centred(vectors: Vectors) -> Vectors:
    moved = vectors - vectors.mean(axis=0)
    unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def _compose_from_characters(
    vectors: Vectors, pieces: Sequence[str], explained: NDArray[np.bool_]
) -> None:
    place = {piece: i for i, piece in enumerate(pieces) if len(piece) == 1 and explained[i]}
    for i, piece in enumerate(pieces):
        parts = [place[character] for character in piece if character in place]
        if not explained[i] and not piece.isascii() and parts:
            vectors[i] = vectors[parts].mean(axis=0)


def _rarity(pieces: Sequence[str], counts: Mapping[str, float]) -> Vectors:
    seen = np.array([counts.get(piece, 0) for piece in pieces], dtype=np.float32)
    share = seen / max(seen.sum(), 1.0)
    weights: Vectors = _SIF / (_SIF + share)
    return weights
