"""Lines of a conversation: what the bot says, and what is added to the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import Author, Language, SpokenLanguage


@dataclass(frozen=True)
class Choice:
    """A chip under a line: a stored question to ask, or a person to call."""

    id: str
    kind: Literal["question", "person"]
    label: str


@dataclass(frozen=True)
class Source:
    """The stored answer that a line comes from; ``translated`` when it exists in the other language only."""

    entry: str
    question: str
    language: SpokenLanguage
    translated: bool


@dataclass(frozen=True)
class StoredEntry:
    """The stored answer that an agent's line was made from."""

    entry: str


@dataclass(frozen=True)
class Line:
    """One bubble of the bot."""

    text: str
    choices: tuple[Choice, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class NewLine:
    """A line to add to the log. ``choice`` is the chip that a visitor clicked, or their call for a person.

    ``event`` is what happened, for lines that are more than text: ``{"type", …}``.
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
