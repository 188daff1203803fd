"""What Rasa made of a visitor's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


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
class RasaTurn:
    """One turn of the dialogue: intent, texts to say, acts to do, and the state after it."""

    intent: str
    confidence: float
    entities: tuple[Entity, ...] = ()
    texts: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def form_open(self) -> bool:
        """Whether Rasa waits for the value of a form."""
        return bool(self.state.get("active_form"))

    def act(self, *names: str) -> Act | None:
        """The first act that has one of these names."""
        return next((act for act in self.acts if act.name in names), None)
