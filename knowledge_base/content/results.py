"""What a search returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

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
class Judged:
    """A question as it was judged when it was asked.

    ``entry`` is the key of its best entry, as it is shown, in ``version``. ``features``, ``chinese``
    and ``certain`` are those of its Evidence; ``made_of`` names what the numbers come from: only
    those of one encoder, and with one meaning, can be compared.
    """

    entry: str
    version: str
    made_of: str
    features: tuple[float, ...]
    chinese: bool
    certain: bool = False

    @property
    def evidence(self) -> Evidence:
        """For the calibration."""
        return Evidence(np.array(self.features), self.chinese, self.certain)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Judged":
        """From what ``asdict`` gives, also after JSON."""
        return cls(**{**values, "features": tuple(values["features"])})


@dataclass(frozen=True)
class SearchResult:
    """Matches best first, at most one an entry, and what may be done with them.

    ``evidence`` is what ``KnowledgeBase.count`` keeps of a visitor's question, ``judged`` what is
    kept with it until its outcome is known; None where there is nothing to search for.
    """

    matches: list[Match]
    band: Band
    evidence: Evidence | None = field(default=None, compare=False)
    judged: Judged | None = field(default=None, compare=False)


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
