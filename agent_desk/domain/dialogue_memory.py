"""What the bot remembers of a chat beside Rasa's state; pure.

It is small, and forgotten soon (docs/adr/0041). Of the visitor's words it holds the last question
only, without personal data, since a question that leans on it cannot be read alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

LASTS = timedelta(minutes=10)
LONGEST_QUESTION = 200
MOST_ENTRIES = 12
MOST_ORDERS = 10


@dataclass(frozen=True)
class DialogueMemory:
    """``question`` was answered with the entry ``answered``, or asked back; "" if there is none.

    ``category`` is that of the answer, or of the best choice. ``shown`` are the entries that were
    given or offered for the question, ``offered`` those between which the visitor is to choose now,
    in their order. ``wrong`` counts how often in a row the visitor said that it was not their
    question. ``in_hand``: an order or parcel was shown last. ``orders`` are the numbers that may be
    meant instead of it, or between which the visitor is to choose. ``place`` was named last.
    ``other_language`` is the one, which the assistant does not speak, in which it last said so.
    """

    question: str = ""
    answered: str | None = None
    category: str = ""
    place: str = ""
    shown: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    wrong: int = 0
    in_hand: bool = False
    orders: tuple[str, ...] = ()
    other_language: str = ""


NOTHING = DialogueMemory()
_LISTS = ("shown", "offered", "orders")


def stored(memory: DialogueMemory, now: datetime) -> dict[str, Any]:
    """The memory as JSON, with the time from which it lasts; {} if there is nothing in it."""
    return {} if memory == NOTHING else asdict(memory) | {"at": now.isoformat()}


def remembered(kept: Mapping[str, Any], now: datetime) -> DialogueMemory:
    """The memory that was ``stored``, unless it is too old."""
    if not kept or now - datetime.fromisoformat(kept["at"]) > LASTS:
        return NOTHING
    values = {name: kept[name] for name in asdict(NOTHING) if name in kept}
    return DialogueMemory(**values | {name: tuple(kept.get(name, ())) for name in _LISTS})
