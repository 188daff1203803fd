"""What both teachers say together: one vector for a text or a word.

The English one sees fine differences and knows Chinese only by translations and glosses;
the bilingual one reads both languages, and knows of a Chinese text what its translation lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.training.pairs import TrainingPairs, language_of

Vectors = NDArray[np.float32]

ENGLISH_WEIGHT = 0.8
"""Of the English teacher's part, where the bilingual one's is 1."""

_GLOSSES = 4


class Teacher(Protocol):
    """Knows what texts mean."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""


class EnglishTeacher(Teacher, Protocol):
    """One that also knows which words are frequent."""

    def words(self) -> list[str]:
        """Words and parts of words, most frequent first."""


@dataclass(frozen=True, slots=True)
class Teachers:
    """The two that every text and every piece is shown to."""

    english: EnglishTeacher
    bilingual: Teacher

    def of_texts(self, pairs: TrainingPairs) -> Vectors:
        """What every text means, shape (texts, both widths together)."""
        texts = pairs.texts
        english = np.array([language_of(text) == "en" for text in texts])
        own = self.bilingual.encode(texts)
        _centre(own, english)
        _centre(own, ~english)
        return _joined(own, _by_translation(pairs, english, self.english))

    def of_pieces(self, pieces: Sequence[str], glosses: Mapping[str, list[str]]) -> Vectors:
        """What every piece means, centred for each language; zeros for what means nothing alone.

        The English teacher knows a Chinese piece by its glosses, first ones first.
        """
        worded = np.array([piece.isalpha() for piece in pieces])
        english = np.array([piece.isascii() for piece in pieces])
        own = self.bilingual.encode(list(pieces))
        own[~worded] = 0
        glossed = _by_glosses(pieces, glosses, self.english)
        for vectors in (own, glossed):
            known = np.any(vectors != 0, axis=1)
            _centre(vectors, known & english)
            _centre(vectors, known & ~english)
        return _joined(own, glossed)


@dataclass(frozen=True, slots=True)
class Space:
    """The directions in which texts differ most, shape (width, dimensions)."""

    directions: Vectors

    @classmethod
    def of(cls, vectors: Vectors, dimensions: int) -> "Space":
        """The first ``dimensions`` principal directions of the rows."""
        _, directions = np.linalg.eigh(vectors.T @ vectors)
        return cls(np.ascontiguousarray(directions[:, ::-1][:, :dimensions]))

    def project(self, vectors: Vectors) -> Vectors:
        """The rows in these directions, of length 1; a row of zeros stays one."""
        return _unit(vectors @ self.directions)


def _by_translation(pairs: TrainingPairs, english: NDArray[np.bool_], teacher: Teacher) -> Vectors:
    """English texts as the teacher reads them, Chinese ones as the mean of the English texts that
    they are paired with; zeros where there is none."""
    rows = np.flatnonzero(english)
    known = teacher.encode([pairs.texts[row] for row in rows])
    vectors = np.zeros((len(pairs.texts), known.shape[1]), dtype=np.float32)
    vectors[rows] = known
    read = vectors.copy()
    for here, there in ((pairs.left, pairs.right), (pairs.right, pairs.left)):
        taught = ~english[here] & english[there]
        np.add.at(vectors, here[taught], read[there[taught]])
    return _unit(vectors)


def _by_glosses(
    pieces: Sequence[str], glosses: Mapping[str, list[str]], teacher: Teacher
) -> Vectors:
    shown = [_readable(piece, glosses) for piece in pieces]
    texts = sorted({text for readable in shown for text in readable})
    known = teacher.encode(texts)
    place = {text: row for row, text in enumerate(texts)}
    vectors = np.zeros((len(pieces), known.shape[1]), dtype=np.float32)
    for row, readable in enumerate(shown):
        if readable:
            weights = 1.0 / np.arange(1, len(readable) + 1)
            vectors[row] = np.average(
                known[[place[text] for text in readable]], axis=0, weights=weights
            )
    return vectors


def _readable(piece: str, glosses: Mapping[str, list[str]]) -> list[str]:
    if piece.isascii():
        return [piece] if piece.isalpha() else []
    return glosses.get(piece, [])[:_GLOSSES]


def _centre(vectors: Vectors, rows: NDArray[np.bool_]) -> None:
    """Takes away what these rows have in common, and brings them to length 1."""
    if rows.any():
        vectors[rows] = _unit(vectors[rows] - vectors[rows].mean(axis=0))


def _joined(bilingual: Vectors, english: Vectors) -> Vectors:
    return np.concatenate([bilingual, ENGLISH_WEIGHT * english], axis=1)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit
