"""Why the bot did what it did. Stored with the line and shown to agents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge_base.content.results import Judged

DecisionKind = Literal["answer", "clarify", "act", "say", "nothing", "hand_off"]
Band = Literal["answer", "clarify", "hand_off"]


@dataclass(frozen=True)
class UnderstoodIntent:
    name: str
    confidence: float


@dataclass(frozen=True)
class ConsideredMatch:
    """A stored answer that the bot considered, with the probability (0–1) that it is right."""

    entry: str
    question: str
    answer: str
    confidence: float


@dataclass(frozen=True)
class FoundNumber:
    """An order number, tracking number, phone or date found in the visitor's words."""

    entity: str
    value: str


@dataclass(frozen=True)
class Explanation:
    """``reason`` is a stable code, for which the console has a text.

    ``read_as``: what was searched, where that is not the line itself.
    ``judged`` is how sure the knowledge base was of the best of ``matches``, where the decision rests
    on that; nobody is shown it.
    """

    decision: DecisionKind
    reason: str
    band: Band | None = None
    intent: UnderstoodIntent | None = None
    matches: tuple[ConsideredMatch, ...] = ()
    numbers: tuple[FoundNumber, ...] = ()
    read_as: str | None = None
    judged: Judged | None = None
