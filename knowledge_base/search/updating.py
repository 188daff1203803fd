"""A classifier that follows a small change at once: some of its rows are solved again, the rest kept.

One step of block coordinate descent on the system that ``RidgeSystem`` solves. The step makes the
equations of the touched rows hold exactly and brings the others closer to the solution; the
remaining error is gone when the system is solved anew.
"""

from collections.abc import Sequence

import numpy as np

from knowledge_base.arrays import Numbers, Scores, Vectors
from knowledge_base.search.classifier import RIDGE, Classifier, kernel


def carried_over(
    old: Classifier,
    *,
    previous_rows: Numbers,
    previous_columns: Numbers,
    previous_lines: Numbers,
) -> Classifier:
    """The coefficients of ``old`` in the order of a new version, 0 for what is new.

    Each array has, for what the new version holds, the number that it had before: phrasings, entries
    and lines that no shop answers. −1 is new.
    """
    entries: Scores = np.zeros((len(previous_rows), len(previous_columns)), dtype=np.float32)
    rows, columns = np.flatnonzero(previous_rows >= 0), np.flatnonzero(previous_columns >= 0)
    entries[np.ix_(rows, columns)] = old.entries[
        np.ix_(previous_rows[rows], previous_columns[columns])
    ]
    count = len(old.entries)
    numbers = np.concatenate(
        [previous_rows, np.where(previous_lines >= 0, count + previous_lines, -1)]
    )
    in_scope: Scores = np.where(numbers >= 0, old.in_scope[numbers], 0).astype(np.float32)
    return Classifier(entries, in_scope)


def updated(start: Classifier, similarity: Scores, touched: Numbers, owners: Numbers) -> Classifier:
    """``start`` with the rows ``touched`` solved again, all others kept.

    ``similarity`` has a row for each of ``touched`` and a column for each phrasing, then for each
    line. It is overwritten.
    """
    alike = kernel(similarity, out=similarity)
    entries, in_scope = start.entries.copy(), start.in_scope.copy()
    inside = touched < len(owners)
    rows = touched[inside]
    wanted = np.zeros((len(rows), entries.shape[1]), dtype=np.float32)
    wanted[np.arange(len(rows)), owners[rows]] = 1
    among_phrasings = alike[inside, : len(owners)]
    entries[rows] += _step(among_phrasings, rows, wanted, entries)
    sides = np.where(inside, 1, -1).astype(np.float32)
    in_scope[touched] += _step(alike, touched, sides, in_scope)
    return Classifier(entries, in_scope)


def same_vectors(new: Vectors, old: Vectors) -> Numbers:
    """For each row of ``new`` the row of ``old`` that equals it, −1 where none does."""
    known = {row.tobytes(): number for number, row in enumerate(old)}
    return np.array([known.get(row.tobytes(), -1) for row in new], dtype=np.int64)


def same_names(new: Sequence[str], old: Sequence[str]) -> Numbers:
    """For each name of ``new`` its place in ``old``, −1 where it is not there."""
    known = {name: number for number, name in enumerate(old)}
    return np.array([known.get(name, -1) for name in new], dtype=np.int64)


def _step(alike: Scores, rows: Numbers, wanted: Scores, coefficients: Scores) -> Scores:
    missing = wanted - alike @ coefficients - RIDGE * coefficients[rows]
    block = alike[:, rows]
    block[np.diag_indices_from(block)] += RIDGE
    change: Scores = np.linalg.solve(block, missing)
    return change
