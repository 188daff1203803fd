"""The orders that a visitor has proved in a conversation, as they are stored with it; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from agent_desk.settings.order_proof import ProofKind

# Who shows more orders than these is not asked less for it: the oldest is forgotten.
KEPT = 10


@dataclass(frozen=True)
class ProvedOrder:
    """``numbers`` are those of the order and its parcels, for which no other proof is needed; of an
    order of which a parcel was shown, only that parcel's.

    ``order_number`` is written as in the shop's system. ``kinds`` is what it was proved with.
    """

    order_number: str
    numbers: tuple[str, ...]
    kinds: tuple[ProofKind, ...]
    proved_at: datetime

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"proved_at": self.proved_at.isoformat()}


def stored_proofs(stored: Iterable[dict[str, Any]]) -> list[ProvedOrder]:
    """Those that ``with_proof`` has stored, oldest first."""
    return [
        ProvedOrder(
            order_number=one["order_number"],
            numbers=tuple(one["numbers"]),
            kinds=tuple(one["kinds"]),
            proved_at=datetime.fromisoformat(one["proved_at"]),
        )
        for one in stored
    ]


def with_proof(stored: Iterable[dict[str, Any]], proved: ProvedOrder) -> list[dict[str, Any]]:
    """What is stored once ``proved`` is; it takes the place of older proofs of the same numbers."""
    others = [
        one
        for one in stored
        if one["order_number"] != proved.order_number
        or not set(one["numbers"]) <= {*proved.numbers}
    ]
    return [*others, proved.as_json()][-KEPT:]


def proved_numbers(
    stored: Iterable[dict[str, Any]], now: datetime, holds: timedelta
) -> Mapping[str, frozenset[str]]:
    """The numbers that need no other proof at ``now``, each with the orders that it was proved of.

    Another order may have such a number too: as that of a parcel, or written with other dashes.
    """
    numbers: dict[str, frozenset[str]] = {}
    for proved in stored_proofs(stored):
        if now - proved.proved_at < holds:
            for number in proved.numbers:
                numbers[number] = numbers.get(number, frozenset()) | {proved.order_number}
    return numbers
