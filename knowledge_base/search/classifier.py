"""Which entry a question belongs to, learnt from all phrasings at once: kernel ridge regression.

The nearest phrasing alone is a poor judge when entries have many phrasings and lie close
together. A linear system over the similarities of all phrasings weighs them against each other
(Saunders et al., 1998); it is solved once, when an index is made. From its solution follows,
without solving it again, what a system without one phrasing or without one entry would answer. The
confidence is fitted on that.

A second column of the same system separates questions of the shop from those of no shop.
"""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge_base.arrays import Numbers, Scores
from knowledge_base.errors import IndexDamagedError

RIDGE = 0.3
"""Added to a phrasing's similarity to itself: the higher, the less a single phrasing counts."""

_BLOCK = 1024

MOST_PHRASINGS = 16_000
"""Above it the system (3 GB, two minutes) is too large to be solved at every import."""
MOST_COEFFICIENTS = 30_000_000
"""Phrasings times entries: above it an entry has few phrasings, and there is little to learn."""


def worth_learning(phrasings: int, entries: int) -> bool:
    """Whether a knowledge base of this size gets a classifier; a larger one goes by the nearest
    phrasings."""
    return phrasings <= MOST_PHRASINGS and phrasings * entries <= MOST_COEFFICIENTS


def kernel(similarity: Scores, out: Scores | None = None) -> Scores:
    """((1 + s) / 2)⁴: near phrasings count, distant ones hardly. From 0 (s = −1) to 1 (s = 1).

    ``out`` may be ``similarity`` itself, where that is too large to be held twice.
    """
    moved: Scores = np.maximum(similarity, -1, out=out)
    moved += 1
    moved /= 2
    np.square(moved, out=moved)
    return np.square(moved, out=moved)


@dataclass(frozen=True)
class Classifier:
    """Coefficients. ``entries`` has a row for each phrasing and a column for each entry; ``in_scope``
    has a number for each phrasing, then for each line that no shop answers."""

    entries: Scores
    in_scope: Scores

    def scores(self, similarity: Scores) -> tuple[Scores, float]:
        """How well each entry fits (about 0 to 1), and how much the question is the shop's (1)
        rather than anybody's (−1). ``similarity`` is to the phrasings, then to the lines."""
        alike = kernel(similarity, out=similarity)
        return alike[: len(self.entries)] @ self.entries, float(alike @ self.in_scope)

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        np.savez(folder / "classifier.npz", entries=self.entries, in_scope=self.in_scope)

    @classmethod
    def load(cls, folder: Path) -> "Classifier":
        """Raises IndexDamagedError when the file is missing or unreadable."""
        try:
            with np.load(folder / "classifier.npz", allow_pickle=False) as arrays:
                return cls(arrays["entries"], arrays["in_scope"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexDamagedError(f"the classifier in {folder} cannot be read") from error


@dataclass(frozen=True)
class HeldOutScores:
    """The scores of a classifier that has not seen something: see ``Classifier.scores``."""

    entries: Scores
    in_scope: float


class RidgeSystem:
    """A solved system, its classifier, and the scores of one that has not seen a phrasing or entry.

    ``similarity`` is square: phrasings, then lines that no shop answers. ``owners`` gives the
    entry of each phrasing. With G the inverse of the kernel matrix plus RIDGE and c = G y, the
    prediction for the rows B of a system without these rows is y_B − (G_BB)⁻¹ c_B (Rifkin and
    Lippert, Notes on Regularized Least Squares, 2007). The lines only take part in ``in_scope``;
    their share of the inverse comes from the Schur complement. ``similarity`` is overwritten: at
    MOST_PHRASINGS it takes a gigabyte.
    """

    def __init__(self, similarity: Scores, owners: Numbers, entries: int) -> None:
        count = len(owners)
        alike = kernel(similarity, out=similarity)
        alike[np.diag_indices_from(alike)] += RIDGE
        self._owners = owners
        self._to_phrasings = alike[count:, :count].copy()
        self._inverse = _inverted(alike[:count, :count].copy())
        self._cross = self._inverse @ self._to_phrasings.T
        self._lines = _inverted(alike[count:, count:] - self._to_phrasings @ self._cross)

        self._through_lines = self._cross @ self._lines

        own = np.zeros((count, entries), dtype=np.float32)
        own[np.arange(count), owners] = 1
        by_entry = self._inverse @ own
        sums = self._inverse.sum(axis=1)
        lines = self._lines @ (-1 - self._cross.sum(axis=0))
        phrasings = sums - self._cross @ lines
        self.classifier = Classifier(by_entry, np.concatenate([phrasings, lines]))

    def without_phrasing(self, number: int) -> HeldOutScores:
        """The scores of a phrasing, by a classifier that has not seen it."""
        inverse = self._inverse[number, number]
        scores = -self.classifier.entries[number] / inverse
        scores[self._owners[number]] += 1
        both = inverse + self._through_lines[number] @ self._cross[number]
        return HeldOutScores(scores, 1 - float(self.classifier.in_scope[number] / both))

    def without_entry(self, entry: int) -> tuple[Numbers, list[HeldOutScores]]:
        """The numbers of the entry's phrasings, and the scores of each by a classifier that has seen
        none of them. The entry itself scores −∞: it is not there."""
        numbers = np.flatnonzero(self._owners == entry)
        block = self._inverse[np.ix_(numbers, numbers)]
        scores = -np.linalg.solve(block, self.classifier.entries[numbers])
        scores[:, entry] = -np.inf
        both = block + self._through_lines[numbers] @ self._cross[numbers].T
        in_scope = 1 - np.linalg.solve(both, self.classifier.in_scope[numbers])
        held_out = [HeldOutScores(row, float(s)) for row, s in zip(scores, in_scope, strict=True)]
        return numbers, held_out

    def without_line(self, line: int) -> HeldOutScores:
        """The scores of a line that no shop answers, by a classifier that has not seen it."""
        scores = self._to_phrasings[line] @ self.classifier.entries
        solution = self.classifier.in_scope[len(self._owners) + line]
        return HeldOutScores(scores, -1 - float(solution / self._lines[line, line]))


def _inverted(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Inverse of a symmetric positive definite matrix, by its Cholesky factor. Overwrites it."""
    if not len(matrix):
        return matrix
    # Imported here: a desk that starts does not need it.
    from scipy.linalg import lapack

    # LAPACK counts columns first, so that the transpose is what it can overwrite.
    factor, _ = lapack.spotrf(matrix.T, lower=1, overwrite_a=1)
    inverse: NDArray[np.float32]
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    for start in range(0, len(inverse), _BLOCK):
        block, below = slice(start, start + _BLOCK), slice(start + _BLOCK, None)
        corner = np.tril(inverse[block, block])
        inverse[block, block] = corner + np.tril(corner, -1).T
        inverse[block, below] = inverse[below, block].T
    return inverse
