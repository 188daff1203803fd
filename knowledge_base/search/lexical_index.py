"""Wording: which stored phrasings share words and characters with a question.

TF-IDF over whole words (jieba's for Chinese) and over character pairs of Chinese and triples of
Latin words, since jieba may cut a text otherwise than expected, and people mistype.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from knowledge_base.arrays import Numbers, Scores
from knowledge_base.errors import IndexDamagedError
from knowledge_base.language.segmentation import load_dictionary
from knowledge_base.search.term_hashes import (
    Hashes,
    hashes_of,
)

_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_BLOCK = 64


class LexicalIndex:
    """Cosine of TF-IDF vectors (0–1) between a question and the stored phrasings.

    A term is known by its hash. ``hashes`` are in order; ``idf`` and the columns of ``counts``
    belong to them. ``counts`` has one row for each phrasing and holds 1 + ln n for a term that is
    in it n times, so that the next version can reuse rows though terms have become rarer.
    ``scales`` are the factors that make the rows as long as 1.
    """

    def __init__(
        self, hashes: Hashes, idf: Scores, counts: sparse.csc_matrix, scales: Scores
    ) -> None:
        self._hashes = hashes
        self._idf = idf
        self._counts = counts
        self._scales = scales

    @classmethod
    def from_texts(
        cls,
        texts: Sequence[str],
        further: Sequence[str] = (),
        *,
        previous: "LexicalIndex | None" = None,
        previous_rows: Numbers | None = None,
    ) -> "LexicalIndex":
        """All texts are normalised; their order gives the numbers. The ``further`` ones bring no
        terms of their own and do not count in how rare a term is.

        ``previous_rows[i]`` is the row that text i has in ``previous``, −1 where it has none: only
        the latter are split into terms. The index is the same as without ``previous``, but for
        rounding.
        """
        if previous is None or previous_rows is None:
            rows, hashes = _counted(texts)
        else:
            rows, hashes = previous._extended(texts, previous_rows)
        frequency = np.bincount(rows.indices, minlength=len(hashes))
        known = np.flatnonzero(frequency)
        rows = _arranged(rows, hashes, hashes[known])
        hashes = hashes[known]
        if further:
            rows = sparse.vstack([rows, _arranged(*_counted(further), hashes)])
        idf = (np.log((1 + len(texts)) / (1 + frequency[known])) + 1).astype(np.float32)
        counts = rows.tocsc()
        lengths = np.sqrt(counts.power(2) @ idf**2)
        scales = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return cls(hashes, idf, counts, scales)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Raises IndexDamagedError when the file is missing or unreadable."""
        try:
            with np.load(folder / "wording.npz", allow_pickle=False) as arrays:
                hashes, idf, scales = arrays["hashes"], arrays["idf"], arrays["scales"]
                parts = arrays["values"], arrays["rows"], arrays["ends"]
                counts = sparse.csc_matrix(parts, shape=(len(scales), len(hashes)))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexDamagedError(f"the word index in {folder} cannot be read") from error
        return cls(hashes, idf, counts, scales)

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        np.savez(
            folder / "wording.npz",
            hashes=self._hashes,
            idf=self._idf,
            scales=self._scales,
            values=self._counts.data,
            rows=self._counts.indices,
            ends=self._counts.indptr,
        )

    def __len__(self) -> int:
        return len(self._scales)

    def scores(self, text: str) -> Scores:
        """Similarity of every stored phrasing to a normalised text."""
        found = Counter(terms(text))
        numbers, known = _places(hashes_of(found), self._hashes)
        if not known.any():
            return np.zeros(len(self), dtype=np.float32)
        counts = np.fromiter(found.values(), np.float32, len(found))[known]
        idf = self._idf[numbers]
        weights = (1 + np.log(counts)) * idf
        weights *= idf / np.float32(math.sqrt(weights @ weights))
        scores: Scores = self._counts[:, numbers] @ weights
        scores *= self._scales
        return scores

    def alike(self, rows: Numbers, others: Numbers) -> Scores:
        """Similarity of some stored texts to ``others`` of each, shape (len(rows), limit)."""
        count, limit = others.shape
        pairs = self._rows[np.repeat(rows, limit)].multiply(self._rows[others.ravel()])
        likeness: Scores = np.asarray(pairs.sum(axis=1), dtype=np.float32).reshape(count, limit)
        return likeness

    def alike_all(self, rows: Numbers) -> Scores:
        """Similarity of some stored texts to all, shape (len(rows), len(self))."""
        likeness: Scores = (self._rows[rows] @ self._rows.T).toarray()
        return likeness

    def without(self, rows: Numbers) -> "LexicalIndex":
        """The same without some texts; those that follow move up."""
        kept = np.delete(np.arange(len(self)), rows)
        counts = self._counts.tocsr()[kept].tocsc()
        return LexicalIndex(self._hashes, self._idf, counts, self._scales[kept])

    @cached_property
    def _rows(self) -> sparse.csr_matrix:
        """TF-IDF vectors of length 1."""
        return (sparse.diags(self._scales) @ self._counts @ sparse.diags(self._idf)).tocsr()

    def _extended(
        self, texts: Sequence[str], previous_rows: Numbers
    ) -> tuple[sparse.csr_matrix, Hashes]:
        """The result of ``_counted`` for all texts, with the rows that are known already."""
        new = np.flatnonzero(previous_rows < 0)
        rows, hashes = _counted([texts[number] for number in new.tolist()])
        both = np.union1d(self._hashes, hashes)
        stacked = sparse.vstack(
            [
                _arranged(self._counts.tocsr(), self._hashes, both),
                _arranged(rows, hashes, both),
            ]
        )
        order = previous_rows.copy()
        order[new] = len(self) + np.arange(len(new))
        return stacked.tocsr()[order], both


def _counted(texts: Sequence[str]) -> tuple[sparse.csr_matrix, Hashes]:
    """1 + ln n for a term that is in a text n times: a row for each text, a column for each term.
    Also the hashes of the terms, in order."""
    known: dict[str, int] = {}
    numbers, counts, ends = array("i"), array("i"), array("q", [0])
    for text in texts:
        found = Counter(terms(text))
        numbers.extend([known.setdefault(term, len(known)) for term in found])
        counts.extend(found.values())
        ends.append(len(numbers))
    values = 1 + np.log(np.array(counts, dtype=np.float32))
    parts = values, np.array(numbers, dtype=np.int32), np.array(ends, dtype=np.int64)
    rows = sparse.csr_matrix(parts, shape=(len(texts), len(known)))
    hashes = hashes_of(known)
    order = np.sort(hashes)
    return _arranged(rows, hashes, order), order


def _arranged(rows: sparse.csr_matrix, hashes: Hashes, wanted: Hashes) -> sparse.csr_matrix:
    """The rows, whose columns are ``hashes``, with the columns ``wanted`` instead."""
    places, known = np.zeros(len(hashes), np.int32), np.zeros(len(hashes), np.bool_)
    found, is_known = _places(hashes, wanted)
    places[is_known], known[is_known] = found, True
    kept = known[rows.indices]
    ends = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    parts = rows.data[kept], places[rows.indices[kept]], ends
    return sparse.csr_matrix(parts, shape=(rows.shape[0], len(wanted)))


def _places(hashes: Hashes, ordered: Hashes) -> tuple[Numbers, NDArray[np.bool_]]:
    """The places that hashes have among ``ordered`` ones, and which of them are there at all."""
    places = np.searchsorted(ordered, hashes)
    known = places < len(ordered)
    known[known] = ordered[places[known]] == hashes[known]
    return places[known], known


def best(scores: Scores, limit: int) -> Numbers:
    """Numbers of the ``limit`` highest scores above 0, in no order."""
    lowest = np.float32(0)
    blocks = len(scores) // _BLOCK
    if blocks > limit > 0:
        # Each of the limit best blocks has one that is as high, so no lower score can be in.
        highest = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        lowest = np.partition(highest, blocks - limit)[blocks - limit]
    numbers = np.flatnonzero((scores >= lowest) & (scores > 0))
    if len(numbers) > limit:
        numbers = numbers[np.argpartition(-scores[numbers], limit)[:limit]]
    found: Numbers = numbers.astype(np.int64)
    return found


def terms(text: str) -> Iterator[str]:
    """Words of a normalised text, and pairs (+) or triples of characters in them."""
    for piece in _PIECE.findall(text):
        if piece[0] >= "\u3400":
            yield from load_dictionary().cut(piece)
            yield from (f"+{piece[i : i + 2]}" for i in range(len(piece) - 1))
        else:
            yield f"={piece}"
            marked = f"<{piece}>"
            yield from (marked[i : i + 3] for i in range(len(marked) - 2))
