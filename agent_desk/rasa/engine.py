"""The seam to whatever understands a turn: Rasa, or a fake in tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from agent_desk.rasa.turn import RasaTurn


@dataclass(frozen=True)
class OrderNumbers:
    """The patterns of a shop's order numbers, and one that customers are shown.

    A shop that does not say has neither.
    """

    forms: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class TurnedOff:
    """The intents and acts of the bot that a shop does without."""

    intents: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DialogueRequest:
    """One turn to be understood: what the visitor wrote, or an outcome that the desk reports.

    ``text`` is Simplified Chinese or English; ``trigger`` names the outcome. One of them is set.
    ``state`` is the dialogue state after the last turn, empty for a new dialogue. ``slots``
    overwrite values in it. ``order_numbers`` and ``turned_off`` are the shop's.
    """

    conversation_id: str
    language: Literal["zh", "en"]
    state: dict[str, Any]
    slots: dict[str, Any]
    text: str | None = None
    trigger: str | None = None
    order_numbers: OrderNumbers = OrderNumbers()
    turned_off: TurnedOff = TurnedOff()


class DialogueEngine(Protocol):
    """Both methods raise BotUnavailableError."""

    def turn(self, request: DialogueRequest) -> RasaTurn:
        """What the engine makes of ``request``; it has a text or an act."""

    def check(self) -> None:
        """Returns if the engine can take turns now."""
