"""Baselines for search: simple ways to find the nearest phrasing.

The confidence of a baseline is its highest similarity.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.understanding.measures import Outcome
from bench.understanding.sets import Pairs, Phrasings, Questions
from knowledge_base.language.text import normalise
from knowledge_base.search.encoder import Encoder
from knowledge_base.training.english_teacher import EnglishTeacher
from knowledge_base.training.errors import TeacherMissingError

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Encodes texts; each row of the result has length 1."""

_BATCH = 512


def nearest(base: Phrasings, asked: Questions, embed: Embed) -> Outcome:
    """For each question, the entry of the phrasing with the nearest vector."""
    stored, vectors = embed(base.texts), embed(asked.texts)
    return _best(base, ((part @ stored.T) for part in _parts(vectors)))


def nearest_wording(base: Phrasings, asked: Questions) -> Outcome:
    """The same by TF-IDF over characters: 1 to 4 for a Chinese base, 2 to 5 for an English one."""
    vectorizer = _characters(chinese=base.chinese)
    stored = vectorizer.fit_transform(base.texts).T.tocsr()
    vectors = vectorizer.transform(asked.texts)
    return _best(base, ((part @ stored).toarray() for part in _parts(vectors)))


def pair_cosines(found: Pairs, embed: Embed) -> NDArray[np.float64]:
    """The cosine of each pair."""
    cosines: NDArray[np.float64] = (embed(found.a) * embed(found.b)).sum(axis=1).astype(np.float64)
    return cosines


def pair_wording(found: Pairs) -> NDArray[np.float64]:
    """The same by TF-IDF over characters."""
    chinese = Phrasings(Path(), found.a, []).chinese
    vectorizer = _characters(chinese=chinese).fit([*found.a, *found.b])
    products = vectorizer.transform(found.a).multiply(vectorizer.transform(found.b))
    return np.asarray(products.sum(axis=1), dtype=np.float64).ravel()


def encoder_alone(encoder: Encoder) -> Embed:
    """Relay's encoder, on texts that are normalised as in search."""

    def embed(texts: Sequence[str]) -> Vectors:
        return encoder.encode_questions([normalise(text) for text in texts])

    return embed


def minilm(cache: Path) -> Embed | None:
    """all-MiniLM-L6-v2, or None if it is not installed. Its vectors are cached in ``cache``."""
    try:
        teacher = EnglishTeacher(cache=cache)
    except TeacherMissingError:
        return None

    def embed(texts: Sequence[str]) -> Vectors:
        import torch

        # The encoder that ships runs on one thread; a transformer needs more.
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1))
        try:
            return teacher.encode(texts)
        finally:
            torch.set_num_threads(1)

    return embed


def _characters(*, chinese: bool) -> TfidfVectorizer:
    sizes = (1, 4) if chinese else (2, 5)
    return TfidfVectorizer(analyzer="char_wb", ngram_range=sizes, dtype=np.float32)


def _parts(rows: Any) -> Iterator[Any]:
    """The rows of a dense or sparse matrix in batches."""
    return (rows[start : start + _BATCH] for start in range(0, rows.shape[0], _BATCH))


def _best(base: Phrasings, similarities: Iterable[Vectors]) -> Outcome:
    places, tops = [], []
    for part in similarities:
        places.append(part.argmax(axis=1))
        tops.append(part.max(axis=1))
    entries = [base.entries[place] for place in np.concatenate(places)]
    return Outcome(entries, np.concatenate(tops).astype(np.float64))
