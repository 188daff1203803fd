"""Makes a searcher of a shop's content: encodes, indexes and learns all phrasings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.classifier import Training, worth_learning
from knowledge_base.encoder import Encoder, Vectors
from knowledge_base.entries import Content
from knowledge_base.index import Scores, VectorIndex
from knowledge_base.lexical import LexicalIndex
from knowledge_base.searcher import (
    CANDIDATES,
    Searcher,
    compared,
    exactly_asked,
    fused,
    owners_of,
    stored_forms,
)
from knowledge_base.synonyms import Synonyms

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
    content: Content,
    encoder: Encoder,
    outside: Sequence[str],
    *,
    wording_weight: float,
    synonyms: Synonyms,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Built:
    """Encodes, indexes and learns all phrasings; ``progress`` hears (stage, done, total)."""
    texts = stored_forms(content, synonyms)
    vectors = _encode(texts, encoder, lambda done, total: progress("encoding", done, total))
    lines = [compared(line, synonyms) for line in outside]
    strange = encoder.encode_questions(lines)
    wording = LexicalIndex.build(texts, lines)
    meaning = VectorIndex.build(vectors)
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

    def nearest(vector: Vectors, row: int, *, itself: int | None = None) -> float:
        numbers = meaning.nearest(vector, CANDIDATES)
        numbers = numbers[numbers != itself]
        likeness = fused(
            meaning.cosines(vector, numbers), wording.alike(row, numbers), wording_weight
        )
        return float(likeness.max(initial=-1.0))

    drawn = np.unique(np.linspace(0, count - 1, min(count, _SAMPLED)).astype(np.int64))
    usual = [nearest(vectors[number], number, itself=number) for number in drawn]
    limit = np.quantile(usual, _NEAR)
    return np.array([nearest(v, count + line) < limit for line, v in enumerate(strange)], bool)


def _all_similarities(
    vectors: Vectors, wording: LexicalIndex, wording_weight: float, batch: int = 1024
) -> Scores:
    similarity: Scores = vectors @ vectors.T
    similarity *= 1 - wording_weight
    for start in range(0, len(vectors), batch):
        rows = np.arange(start, min(start + batch, len(vectors)))
        similarity[rows] += wording_weight * wording.alike_all(rows)
    return similarity


def _encode(
    texts: list[str],
    encoder: Encoder,
    progress: Callable[[int, int], None],
    batch: int = 2048,
) -> Vectors:
    parts = [np.zeros((0, encoder.dimension), dtype=np.float32)]
    for start in range(0, len(texts), batch):
        parts.append(encoder.encode_passages(texts[start : start + batch]))
        progress(min(start + batch, len(texts)), len(texts))
    return np.concatenate(parts)
