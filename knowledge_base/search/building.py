"""Makes a searcher of a shop's content: encodes, indexes and learns all phrasings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.arrays import Numbers, Scores, Vectors
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.classifier import (
    Training,
    worth_learning,
)
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.lexical_index import LexicalIndex
from knowledge_base.search.phrasings import Encoded
from knowledge_base.search.searcher import (
    CANDIDATES,
    Searcher,
    compared,
    exactly_asked,
    fused,
    owners_of,
)
from knowledge_base.search.vector_index import VectorIndex

_SAMPLED = 1000
_NEAR = 0.25
"""A line nearer to a phrasing than this share of the phrasings to each other may be the shop's
business after all (a weather service does answer for the weather), and is not held against it."""


@dataclass(frozen=True)
class Built:
    """A new searcher, with what its confidence is fitted on: the ``texts`` of its phrasings and
    the ``lines`` whose vectors are ``searcher.outside``, all normalised, and the solved system of
    its classifier, if it has one."""

    searcher: Searcher
    texts: list[str]
    lines: list[str]
    training: Training | None


def build(
    encoded: Encoded,
    encoder: Encoder,
    outside: Sequence[str],
    *,
    wording_weight: float,
    synonyms: Synonyms,
    like: Searcher | None = None,
    meaning: VectorIndex | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Built:
    """Indexes and learns all phrasings; ``progress`` hears (stage, done, total).

    What ``like`` knows of the rows ``encoded.same`` is taken over from it; ``meaning`` is an index
    of the vectors that somebody made already.
    """
    content, texts, vectors = encoded.content, encoded.texts, encoded.vectors
    lines = [compared(line, synonyms) for line in outside]
    strange = encoder.encode_questions(lines)
    old = None if like is None else like.wording
    wording = LexicalIndex.build(texts, lines, like=old, same=encoded.same)
    meaning = VectorIndex.build(vectors) if meaning is None else meaning
    owners = owners_of(content)
    far = _far_lines(meaning, wording, vectors, strange, wording_weight)
    wording = wording.without(len(texts) + np.flatnonzero(~far))
    strange, lines = strange[far], [line for line, is_far in zip(lines, far, strict=True) if is_far]
    training = None
    if worth_learning(len(texts), len(content.entries)):
        progress("learning", 0, 1)
        similarity = _all_similarities(np.concatenate([vectors, strange]), wording, wording_weight)
        training = Training(similarity, owners, len(content.entries))
        progress("learning", 1, 1)
    searcher = Searcher(
        meaning=meaning,
        wording=wording,
        outside=strange,
        classifier=training.classifier if training else None,
        owners=owners,
        asked_exactly=exactly_asked(content, texts),
        wording_weight=wording_weight,
    )
    return Built(searcher, texts, lines, training)


def _far_lines(
    meaning: VectorIndex,
    wording: LexicalIndex,
    vectors: Vectors,
    strange: Vectors,
    wording_weight: float,
) -> NDArray[np.bool_]:
    """Which lines no phrasing is near to, by what is near among the phrasings."""
    count = len(vectors)

    def nearest(rows: Numbers, asked: Vectors) -> Scores:
        numbers, cosines = meaning.nearest_many(asked, CANDIDATES)
        likeness = fused(cosines, wording.alike(rows, np.maximum(numbers, 0)), wording_weight)
        likeness[(numbers < 0) | (numbers == rows[:, None])] = -1
        highest: Scores = likeness.max(axis=1, initial=-1)
        return highest

    drawn = np.unique(np.linspace(0, count - 1, min(count, _SAMPLED)).astype(np.int64))
    limit = np.quantile(nearest(drawn, vectors[drawn]), _NEAR)
    far: NDArray[np.bool_] = nearest(count + np.arange(len(strange)), strange) < limit
    return far


def _all_similarities(
    vectors: Vectors, wording: LexicalIndex, wording_weight: float, batch: int = 1024
) -> Scores:
    similarity: Scores = vectors @ vectors.T
    similarity *= 1 - wording_weight
    for start in range(0, len(vectors), batch):
        rows = np.arange(start, min(start + batch, len(vectors)))
        similarity[rows] += wording_weight * wording.alike_all(rows)
    return similarity
