"""The seam to whatever understands a turn: Rasa, or a fake in tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from agent_desk.rasa.turn import RasaTurn


@dataclass(frozen=True)
class TurnedOff:
    """The intents and acts of the bot that a shop does without."""

    intents: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderProof:
    """What the shop wants to be shown that an order is the visitor's with: ``needed`` of ``kinds``.

    ``proved`` are the numbers of orders and parcels for which nothing is needed.
    """

    kinds: tuple[str, ...] = ("phone",)
    needed: int = 1
    proved: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShopRules:
    """What Rasa is told of a shop with each turn, so that one model serves all shops.

    ``order_numbers`` are the patterns of its order numbers, ``parcel_numbers`` those that it names
    for parcels, beside the carriers' own.
    """

    order_numbers: tuple[str, ...] = ()
    parcel_numbers: tuple[str, ...] = ()
    order_proof: OrderProof = OrderProof()
    turned_off: TurnedOff = TurnedOff()


@dataclass(frozen=True)
class DialogueRequest:
    """One turn to be understood: what the visitor wrote, or an outcome that the desk reports.

    ``text`` is Simplified Chinese or English; ``trigger`` names the outcome. One of them is set.
    ``state`` is the dialogue state after the last turn, empty for a new dialogue. ``slots``
    overwrite values in it.
    """

    conversation_id: str
    state: dict[str, Any]
    slots: dict[str, Any]
    text: str | None = None
    trigger: str | None = None
    shop: ShopRules = ShopRules()


class DialogueEngine(Protocol):
    """Both methods raise BotUnavailableError."""

    def turn(self, request: DialogueRequest) -> RasaTurn:
        """What the engine makes of ``request``; it has a text or an act."""

    def check(self) -> None:
        """Returns if the engine can take turns now."""
