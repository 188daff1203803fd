"""What a search returns."""

from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.arrays import Floats
from knowledge_base.content.buttons import Button

Language = Literal["zh", "en"]
"""A language that questions and answers are stored in; Traditional is a way to show ``zh``."""

Band = Literal["answer", "clarify", "hand_off"]
"""What the confidence allows: give the answer, ask which question was meant, or hand off."""


@dataclass(frozen=True)
class Match:
    """One entry that may hold the answer.

    ``confidence`` is the calibrated probability (0–1) that this entry is the right one.
    ``question`` is its first phrasing in the visitor's language, fit to be shown.
    ``answer_language`` differs from the visitor's when the entry has no answer in theirs.
    ``answer`` is its text, which is "" where there are only ``buttons``, or where
    a ``person`` is to be called; their fields are not filled.
    ``nearest`` is the stored phrasing most like the visitor's, ``similarity`` how like (−1 to 1).
    """

    entry: str
    question: str
    answer: str
    answer_language: Language
    category: str
    source: str
    confidence: float
    similarity: float = 1.0
    nearest: str = ""
    buttons: tuple[Button, ...] = ()
    person: bool = False


@dataclass(frozen=True)
class Evidence:
    """All that the confidence in a question's best entry is made from; holds nothing of its text.

    ``features`` has one number for each of calibration.features.NAMES. ``certain``: the shop
    itself wrote this question for the best entry.
    """

    features: Floats
    chinese: bool
    certain: bool


@dataclass(frozen=True)
class SearchResult:
    """Matches best first, at most one an entry, and what may be done with them.

    ``evidence`` is what ``KnowledgeBase.count`` keeps of a visitor's question.
    """

    matches: list[Match]
    band: Band
    evidence: Evidence | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Status:
    """``version`` is None and the counts are 0 until something has been imported.

    ``ready`` is true when a question can be answered now, without loading anything.
    """

    version: str | None
    entries: int
    questions: int
    encoder: str
    ready: bool
