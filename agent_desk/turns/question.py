"""What a turn of the bot answers: the visitor's words, and how the conversation stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from agent_desk.domain.dialogue_memory import NOTHING, DialogueMemory
from agent_desk.domain.vocabulary import Language
from agent_desk.orders.guesses import Asker
from knowledge_base.language.scripts import to_simplified

# Several messages in a row may be long. Rasa takes 4,000 characters and needs fewer.
UNDERSTOOD_LENGTH = 2000


@dataclass(frozen=True)
class Standing:
    """How the conversation stands before the turn.

    ``nothing_found`` counts the questions in a row for which nothing was found.
    ``cooling`` holds the reasons for which no person is called for a while.
    ``tries_used_up``: the turn failed as often as a turn may be tried.
    """

    form_open: bool = False
    nothing_found: int = 0
    person_offered: bool = False
    cooling: frozenset[str] = frozenset()
    tries_used_up: bool = False


@dataclass(frozen=True)
class Question:
    """What the visitor wrote since the last answer.

    ``dialogue_state`` is Rasa's, as the last turn left it. ``entry`` is the id of
    the stored question whose chip the visitor chose. ``other_order``: they chose
    none of their orders that were offered. ``proved`` are the numbers of orders and
    parcels that they need not prove again. ``name`` is theirs, by a signed identity.
    ``memory`` is what the bot remembers of the chat. ``hurried``: the turn has begun too late.
    """

    conversation_id: str
    shop_id: str
    asker: Asker
    text: str
    language: Language
    standing: Standing = field(default_factory=Standing)
    dialogue_state: dict[str, Any] = field(default_factory=dict)
    entry: str | None = None
    other_order: bool = False
    proved: frozenset[str] = frozenset()
    name: str | None = None
    memory: DialogueMemory = NOTHING
    hurried: bool = False

    @cached_property
    def simplified(self) -> str:
        """What is read of the text, in Simplified Chinese: the end of a long burst of lines."""
        return to_simplified(self.text[-UNDERSTOOD_LENGTH:])
