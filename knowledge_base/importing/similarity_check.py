"""Compares the entries that an import changes with all entries, by meaning."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import numpy as np

from knowledge_base.importing.checking.duplicates import Phrasings, compare_phrasings
from knowledge_base.importing.report import BINS, Reason
from knowledge_base.progress import Progress, silent
from knowledge_base.search.phrasings import Encoded
from knowledge_base.search.searcher import owners_of
from knowledge_base.search.vector_index import VectorIndex

_BATCH = 8_192
_NEIGHBOURS = 12
"""Looked at for each phrasing: its own entry's phrasings are among them."""

_DOUBTS = ("contradictory_answers", "reworded")


@dataclass(frozen=True)
class Finding:
    """What is doubtful about a question of an entry."""

    entry: str
    question: str
    reason: Reason


@dataclass
class Comparison:
    """``doubts`` are those findings that hold an entry back: another entry answers its question
    otherwise, or it looks like that one in other words. ``histogram`` is ``Report.similarity``. ``index`` holds all vectors."""

    index: VectorIndex
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    histogram: list[int] = field(default_factory=lambda: [0] * BINS)


def compare_entries(
    encoded: Encoded,
    changed: Collection[str],
    progress: Progress = silent,
    *,
    may_replace: Callable[[str, str], bool] = lambda new, old: False,
) -> Comparison:
    """Compares all phrasings of the entries ``changed`` with those of all others.

    ``may_replace`` says of two keys whether the first entry may be the second in other words.
    """
    content = encoded.content
    owners = owners_of(content)
    new = [number for number, entry in enumerate(content.entries) if entry.key in changed]
    numbers = np.flatnonzero(np.isin(owners, new)).astype(np.int64)
    index = VectorIndex.from_vectors(encoded.vectors)
    comparison = Comparison(index)
    if not len(numbers):
        return comparison
    texts = encoded.texts
    phrasings = Phrasings(
        texts=texts,
        languages=[phrasing.language for phrasing in content.phrasings],
        owners=owners,
        keys=[entry.key for entry in content.entries],
        answers=lambda number: content.entries[number].answers,
        may_replace=lambda new, old: may_replace(
            content.entries[new].key, content.entries[old].key
        ),
    )
    histogram = np.zeros(BINS, np.int64)
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        nearest, cosines = index.nearest_many(encoded.vectors[batch], _NEIGHBOURS)
        findings = compare_phrasings(phrasings, batch, nearest, cosines)
        histogram += findings.similarity
        for number, reasons in findings.reasons.items():
            phrasing = content.phrasings[number]
            for reason in reasons:
                finding = Finding(content.entries[phrasing.entry].key, phrasing.text, reason)
                comparison.findings.append(finding)
                if reason.code in _DOUBTS:
                    comparison.doubts.append(finding)
        progress("comparing", min(start + _BATCH, len(numbers)), len(numbers))
    comparison.histogram = histogram.tolist()
    return comparison
