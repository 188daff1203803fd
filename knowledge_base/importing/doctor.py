"""Compares what an import brings with everything that is in the base, by meaning."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from knowledge_base.importing.checking.meaning import Phrasings
from knowledge_base.importing.checking.meaning import examine as examined
from knowledge_base.importing.report import BINS, Reason
from knowledge_base.progress import Progress
from knowledge_base.search.phrasings import Encoded
from knowledge_base.search.searcher import owners_of
from knowledge_base.search.vector_index import VectorIndex

_BATCH = 8_192
_NEIGHBOURS = 12
"""Looked at for each phrasing: its own entry's phrasings are among them."""


@dataclass(frozen=True)
class Finding:
    """What is doubtful about a question of an entry."""

    entry: str
    question: str
    reason: Reason


@dataclass
class Examined:
    """``contradictions`` are those findings that say that another entry answers the very same
    question otherwise; ``histogram`` is as in the report. ``index`` holds all the vectors."""

    index: VectorIndex
    findings: list[Finding] = field(default_factory=list)
    contradictions: list[Finding] = field(default_factory=list)
    histogram: list[int] = field(default_factory=lambda: [0] * BINS)


def examine(
    encoded: Encoded, changed: Collection[str], progress: Progress = lambda *_: None
) -> Examined:
    """Looks at all phrasings of the entries ``changed``."""
    content = encoded.content
    owners = owners_of(content)
    new = [number for number, entry in enumerate(content.entries) if entry.key in changed]
    numbers = np.flatnonzero(np.isin(owners, new)).astype(np.int64)
    index = VectorIndex.build(encoded.vectors)
    found = Examined(index)
    if not len(numbers):
        return found
    texts = encoded.texts
    base = Phrasings(
        texts=texts,
        languages=[phrasing.language for phrasing in content.phrasings],
        owners=owners,
        keys=[entry.key for entry in content.entries],
        answers=lambda number: content.entries[number].answers,
    )
    asked_by = _asked_by(base)
    histogram = np.zeros(BINS, np.int64)
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        nearest, cosines = index.nearest_many(encoded.vectors[batch], _NEIGHBOURS)
        findings = examined(base, batch, nearest, cosines)
        histogram += findings.similarity
        for number, reasons in findings.reasons.items():
            phrasing = content.phrasings[number]
            for reason in reasons:
                finding = Finding(content.entries[phrasing.entry].key, phrasing.text, reason)
                found.findings.append(finding)
                same = reason.code == "contradictory_answers" and len(asked_by[texts[number]]) > 1
                if same:
                    found.contradictions.append(finding)
        progress("comparing", min(start + _BATCH, len(numbers)), len(numbers))
    found.histogram = histogram.tolist()
    return found


def _asked_by(base: Phrasings) -> dict[str, set[int]]:
    asked: dict[str, set[int]] = {}
    for text, owner in zip(base.texts, base.owners.tolist(), strict=True):
        asked.setdefault(text, set()).add(owner)
    return asked
