"""Fits a searcher to a shop's phrasings: indexes all of them and learns their classifier."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.arrays import Flags, Numbers, Scores, Vectors
from knowledge_base.content.entries import Content
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.progress import Progress, silent
from knowledge_base.search.classifier import Classifier, RidgeSystem, worth_learning
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.exact_index import ExactIndex
from knowledge_base.search.lexical_index import LexicalIndex
from knowledge_base.search.phrasings import Encoded
from knowledge_base.search.query import comparison_form
from knowledge_base.search.searcher import CANDIDATES, Searcher, fuse, owners_of
from knowledge_base.search.updating import carried_over, same_names, same_vectors, updated
from knowledge_base.search.vector_index import VectorIndex

_SAMPLED = 1000
_NEAR_QUANTILE = 0.25
"""A line that is nearer to a phrasing than this share of the phrasings are to each other may be
the shop's business after all (a weather service does answer for the weather). It is left out."""


@dataclass(frozen=True)
class FittedSearcher:
    """A new searcher, with what its confidence is fitted on.

    ``texts`` are the comparison forms of its phrasings, ``lines`` those of the lines whose vectors
    are ``searcher.outside``. ``system`` is the solved system of its classifier, if it was solved.
    """

    searcher: Searcher
    texts: list[str]
    lines: list[str]
    system: RidgeSystem | None


def fit_searcher(
    encoded: Encoded,
    encoder: Encoder,
    outside: Sequence[str],
    *,
    wording_weight: float,
    synonyms: Synonyms,
    previous: Searcher | None = None,
    updates: Content | None = None,
    meaning: VectorIndex | None = None,
    progress: Progress = silent,
) -> FittedSearcher:
    """Indexes and learns all phrasings. ``outside`` are lines that no shop answers.

    What ``previous`` knows of the rows ``encoded.previous_rows`` is reused. With ``updates``, the
    content of ``previous``, its classifier is updated and no system is solved. ``meaning`` is an
    index of the vectors, where there is one already. Raises EncoderError.
    """
    content, texts, vectors = encoded.content, encoded.texts, encoded.vectors
    lines = [comparison_form(line, synonyms) for line in outside]
    line_vectors = encoder.encode_questions(lines)
    wording = LexicalIndex.from_texts(
        texts,
        lines,
        previous=None if previous is None else previous.wording,
        previous_rows=encoded.previous_rows,
    )
    meaning = VectorIndex.from_vectors(vectors) if meaning is None else meaning
    owners = owners_of(content)
    far = _far_lines(meaning, wording, vectors, line_vectors, wording_weight)
    wording = wording.without(len(texts) + np.flatnonzero(~far))
    line_vectors = line_vectors[far]
    lines = [line for line, is_far in zip(lines, far, strict=True) if is_far]
    system, classifier = None, None
    if worth_learning(len(texts), len(content.entries)):
        progress("learning", 0, 1)
        both = np.concatenate([vectors, line_vectors])
        if previous is not None and previous.classifier is not None and updates is not None:
            classifier = _updated_classifier(
                previous,
                previous.classifier,
                updates,
                encoded,
                both,
                wording,
                meaning,
                wording_weight,
            )
        else:
            system = RidgeSystem(
                _all_similarities(both, wording, wording_weight), owners, len(content.entries)
            )
            classifier = system.classifier
        progress("learning", 1, 1)
    searcher = Searcher(
        meaning=meaning,
        wording=wording,
        outside=line_vectors,
        classifier=classifier,
        owners=owners,
        exact=ExactIndex.from_texts(texts, owners),
        wording_weight=wording_weight,
    )
    return FittedSearcher(searcher, texts, lines, system)


def _far_lines(
    meaning: VectorIndex,
    wording: LexicalIndex,
    vectors: Vectors,
    line_vectors: Vectors,
    wording_weight: float,
) -> Flags:
    """Which lines no phrasing is near to, by how near phrasings are to each other."""
    count = len(vectors)

    def nearest(rows: Numbers, queries: Vectors) -> Scores:
        numbers, cosines = meaning.nearest_many(queries, CANDIDATES)
        similarity = fuse(cosines, wording.alike(rows, np.maximum(numbers, 0)), wording_weight)
        similarity[(numbers < 0) | (numbers == rows[:, None])] = -1
        highest: Scores = similarity.max(axis=1, initial=-1)
        return highest

    drawn = np.unique(np.linspace(0, count - 1, min(count, _SAMPLED)).astype(np.int64))
    limit = np.quantile(nearest(drawn, vectors[drawn]), _NEAR_QUANTILE)
    far: Flags = nearest(count + np.arange(len(line_vectors)), line_vectors) < limit
    return far


def _updated_classifier(
    previous: Searcher,
    learnt: Classifier,
    old: Content,
    encoded: Encoded,
    both: Vectors,
    wording: LexicalIndex,
    meaning: VectorIndex,
    wording_weight: float,
) -> Classifier:
    """The classifier of ``previous``, solved again for what changed and for what is near to it."""
    content, rows = encoded.content, encoded.previous_rows
    owners = owners_of(content)
    columns = same_names([e.key for e in content.entries], [e.key for e in old.entries])
    lines = same_vectors(both[len(owners) :], previous.outside)
    moved = (rows < 0) | (columns[owners] != previous.owners[rows])
    gone = np.setdiff1d(np.arange(len(previous.owners)), rows)
    around = np.concatenate([encoded.vectors[moved], previous.meaning.vectors(gone)])
    near, _ = meaning.nearest_many(around, CANDIDATES)
    touched = np.unique(
        np.concatenate(
            [np.flatnonzero(moved), near[near >= 0], len(owners) + np.flatnonzero(lines < 0)]
        )
    )
    similarity: Scores = both[touched] @ both.T
    similarity *= 1 - wording_weight
    similarity += wording_weight * wording.alike_all(touched)
    start = carried_over(learnt, previous_rows=rows, previous_columns=columns, previous_lines=lines)
    return updated(start, similarity, touched, owners)


def _all_similarities(
    vectors: Vectors, wording: LexicalIndex, wording_weight: float, batch: int = 1024
) -> Scores:
    similarity: Scores = vectors @ vectors.T
    similarity *= 1 - wording_weight
    for start in range(0, len(vectors), batch):
        rows = np.arange(start, min(start + batch, len(vectors)))
        similarity[rows] += wording_weight * wording.alike_all(rows)
    return similarity
