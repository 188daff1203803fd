"""What shows that an order is the customer's, beside its number. Does not need Rasa."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

# Each kind, and the entity and slot that holds it.
KINDS = {
    "phone": "phone_last4",
    "email": "email",
    "postal_code": "postal_code",
    "surname": "surname",
}
ENTITIES = tuple(KINDS.values())


@dataclass(frozen=True)
class OrderProof:
    """What the shop wants: ``needed`` of one or two ``kinds``, which are asked for in this order.

    ``proved`` are the numbers of orders and parcels for which nothing is needed.
    """

    kinds: tuple[str, ...] = ("phone",)
    needed: int = 1
    proved: Collection[str] = ()

    @property
    def entities(self) -> tuple[str, ...]:
        return tuple(KINDS[kind] for kind in self.kinds)

    def is_proved(self, number: object) -> bool:
        """Whether nothing is needed for ``number``, however it is spelled."""
        return isinstance(number, str) and _plain(number) in map(_plain, self.proved)

    def missing(self, slots: Mapping[str, object]) -> tuple[str, ...]:
        """The kinds to ask for next; none if ``slots`` holds enough.

        One of two that will do, or the first that is missing if both are needed.
        """
        missing = [kind for kind in self.kinds if not slots.get(KINDS[kind])]
        if len(self.kinds) - len(missing) >= self.needed:
            return ()
        return tuple(missing if self.needed == 1 else missing[:1])


def _plain(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()
