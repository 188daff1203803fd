"""Wording: which stored phrasings share words and characters with a question.

TF-IDF over whole words (jieba's for Chinese) and over character pairs of Chinese and triples of
Latin words, since jieba cuts as it likes and people mistype.
"""

import json
import logging
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from zipfile import BadZipFile

import jieba
import numpy as np
from scipy import sparse

from knowledge_base.errors import IndexDamagedError
from knowledge_base.index import Numbers, Scores

_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")


class LexicalIndex:
    """Cosine of TF-IDF vectors (0–1) between a question and the stored phrasings.

    ``columns`` has a row a phrasing and a column a term, with rows of length 1.
    """

    def __init__(self, numbers: dict[str, int], idf: Scores, columns: sparse.csc_matrix) -> None:
        self._numbers = numbers
        self._idf = idf
        self._columns = columns

    @classmethod
    def build(cls, texts: Sequence[str], further: Sequence[str] = ()) -> "LexicalIndex":
        """All texts are normalised; their order gives the numbers. The ``further`` ones bring no
        terms of their own and do not count in how rare a term is."""
        # Here, since it takes most of a second, for which a starting desk need not wait.
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=terms, sublinear_tf=True, dtype=np.float32)
        try:
            matrix = vectorizer.fit_transform(texts)
        except ValueError:  # no text has a single term: punctuation only
            return cls({}, np.zeros(0, np.float32), _empty(len(texts) + len(further)))
        numbers = {str(term): int(number) for term, number in vectorizer.vocabulary_.items()}
        rows = sparse.vstack([matrix, vectorizer.transform(further)]) if further else matrix
        return cls(numbers, vectorizer.idf_.astype(np.float32), rows.tocsc())

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Raises IndexDamagedError when a file is missing or unreadable."""
        try:
            known = json.loads((folder / "terms.json").read_text("utf-8"))
            idf = np.load(folder / "idf.npy", allow_pickle=False)
            columns = sparse.load_npz(folder / "wording.npz")
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexDamagedError(f"the word index in {folder} cannot be read") from error
        if not len(known) == len(idf) == columns.shape[1]:
            raise IndexDamagedError(f"the parts of the word index in {folder} do not fit")
        return cls({term: number for number, term in enumerate(known)}, idf, columns.tocsc())

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        known = sorted(self._numbers, key=self._numbers.__getitem__)
        (folder / "terms.json").write_text(json.dumps(known, ensure_ascii=False), "utf-8")
        np.save(folder / "idf.npy", self._idf)
        sparse.save_npz(folder / "wording.npz", self._columns)

    def __len__(self) -> int:
        return int(self._columns.shape[0])

    def scores(self, text: str) -> Scores:
        """Similarity of every stored phrasing to a normalised text."""
        # By hand, term by term: the vectorizer takes 1.7 ms for what takes 0.3 ms so.
        counts = Counter(terms(text))
        scores = np.zeros(len(self), dtype=np.float32)
        squares = 0.0
        for term, count in counts.items():
            number = self._numbers.get(term)
            if number is not None:
                weight = (1 + math.log(count)) * float(self._idf[number])
                squares += weight * weight
                rows, values = self._column(number)
                scores[rows] += weight * values
        return scores / np.float32(math.sqrt(squares)) if squares else scores

    def alike(self, row: int, others: Numbers) -> Scores:
        """Similarity of a stored text to some others."""
        likeness: Scores = (self._rows[others] @ self._rows[row].T).toarray().ravel()
        return likeness

    def alike_all(self, rows: Numbers) -> Scores:
        """Similarity of some stored texts to all, shape (len(rows), len(self))."""
        likeness: Scores = (self._rows[rows] @ self._rows.T).toarray()
        return likeness

    def without(self, rows: Numbers) -> "LexicalIndex":
        """The same without some texts; those that follow move up."""
        kept = np.delete(np.arange(len(self)), rows)
        return LexicalIndex(self._numbers, self._idf, self._rows[kept].tocsc())

    @cached_property
    def _rows(self) -> sparse.csr_matrix:
        return self._columns.tocsr()

    def _column(self, number: int) -> tuple[Numbers, Scores]:
        part = slice(*self._columns.indptr[number : number + 2])
        return self._columns.indices[part], self._columns.data[part]


def _empty(count: int) -> sparse.csc_matrix:
    return sparse.csc_matrix((count, 0), dtype=np.float32)


def best(scores: Scores, limit: int) -> Numbers:
    """Numbers of the ``limit`` highest scores above 0, in no order."""
    limit = min(limit, len(scores))
    numbers = np.argpartition(-scores, limit - 1)[:limit] if limit else np.arange(0)
    found: Numbers = numbers[scores[numbers] > 0].astype(np.int64)
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


@cache
def load_dictionary() -> jieba.Tokenizer:
    """Jieba with its dictionary in memory; takes about a second the first time."""
    jieba.setLogLevel(logging.WARNING)  # it announces its dictionary on stderr
    jieba.initialize()
    return jieba.dt
