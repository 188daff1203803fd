"""What Rasa made of a visitor's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agent_desk.texts.catalogue import BotTexts, specs


@dataclass(frozen=True)
class Entity:
    """A value found in the text, such as an order number or a date."""

    name: str
    value: str


@dataclass(frozen=True)
class Act:
    """Work that Rasa asks the desk to do, such as ``look_up_order``."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Utterance:
    """What Rasa wants said: the name of a text of ``BotTexts``, and its values."""

    name: str
    values: dict[str, str] = field(default_factory=dict)

    def is_in_catalogue(self) -> bool:
        """Whether there is such a text, and these are its placeholders."""
        spec = specs(BotTexts).get(self.name)
        return spec is not None and self.values.keys() == spec.known


@dataclass(frozen=True)
class RasaTurn:
    """One turn of the dialogue: intent, texts to say, acts to do, and the state after it.

    ``text`` is what the turn goes by: the line without its courtesies, and without the questions
    beside it, which are ``also``. Both are parts of the line as ``bot.wishes.read`` makes them.
    """

    intent: str
    confidence: float
    entities: tuple[Entity, ...] = ()
    texts: tuple[Utterance, ...] = ()
    acts: tuple[Act, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    also: tuple[str, ...] = ()

    @property
    def form_open(self) -> bool:
        """Whether Rasa waits for the value of a form."""
        return bool(self.state.get("active_form"))

    @property
    def other_numbers(self) -> tuple[str, ...]:
        """The numbers that came with the one that the dialogue is about."""
        slots = self.state.get("slots") or {}
        return tuple(filter(None, str(slots.get("other_numbers") or "").split(",")))

    def act(self, *names: str) -> Act | None:
        """The first act that has one of these names."""
        return next((act for act in self.acts if act.name in names), None)
