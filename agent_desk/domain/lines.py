"""The lines of a conversation: what the bot says, and what goes into the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import Author, ChoiceKind, Language, SpokenLanguage


@dataclass(frozen=True)
class Choice:
    """A chip under a line. A click asks a stored question, calls a person, or names an order.

    ``id`` of an order is its number. ``other_order`` is for one that is not offered. A link opens
    ``url``.
    """

    id: str
    kind: ChoiceKind
    label: str
    url: str | None = None


@dataclass(frozen=True)
class Source:
    """The stored answer that a line comes from.

    ``translated``: the answer exists only in the other language.
    """

    entry: str
    question: str
    language: SpokenLanguage
    translated: bool


@dataclass(frozen=True)
class StoredEntry:
    """The stored answer from which an agent made their line."""

    entry: str


@dataclass(frozen=True)
class Line:
    """One bubble of the bot."""

    text: str
    choices: tuple[Choice, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class NewLine:
    """A line to add to the log.

    ``choice`` is what a visitor clicked: ``{"entry": id}``, ``{"person": True}``,
    ``{"order": number}`` or ``{"other_order": True}``.
    ``event`` says what happened, on a line that is not only text: ``{"type": …, …}``,
    where the type is an ``EventType``.
    """

    author: Author
    kind: Literal["text", "event", "note"] = "text"
    text: str = ""
    language: Language | None = None
    sender_id: str | None = None
    agent_name: str | None = None
    client_message_id: str | None = None
    choice: dict[str, Any] | None = None
    choices: tuple[Choice, ...] = ()
    source: Source | StoredEntry | None = None
    event: dict[str, Any] | None = None
    explanation: Explanation | None = None
