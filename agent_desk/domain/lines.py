"""What the bot says, bubble by bubble."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent_desk.domain.vocabulary import SpokenLanguage


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
class Line:
    """One bubble of the bot."""

    text: str
    choices: tuple[Choice, ...] = ()
    source: Source | None = None
