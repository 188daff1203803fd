"""What a shop has no use for: intents and acts that it turned off; pure.

An act is named as in ``domain/acts.yml``: ``look_up_order``, or ``hand_off:complaint`` with its
reason. Without look-ups the bot asks for no number in vain: it searches the knowledge base, and
says why a person is needed when nothing is found there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# The act that looks up a number, by the entity that holds it.
_LOOK_UPS = {"order_number": "look_up_order", "tracking_number": "look_up_parcel"}
# These ask for an order number where no number is at hand. A parcel's number does not tell of a
# refund.
_NEEDS_NUMBER = frozenset({"track_order", "track_parcel", "refund_status"})
# Beside a number, these are a wish to look it up.
_LOOKS_UP = frozenset({"inform", "delivery_time", "nlu_fallback"})
_SEARCH = "search_knowledge_base"


@dataclass(frozen=True)
class TurnedOff:
    """Names of ``intents`` and ``acts``; the shop has all others."""

    intents: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def looks_up(self, entity: str) -> bool:
        """Whether the number in such an entity can be looked up; others are not looked up at all."""
        return _LOOK_UPS.get(entity) not in self.acts

    def keeps_form(self, slots: Mapping[str, object]) -> bool:
        """Whether a form that was open before may still lead to a look-up."""
        return self.looks_up("order_number") or any(
            slots.get(number) and self.looks_up(number) for number in _LOOK_UPS
        )

    def is_in_vain(
        self, intent: str | None, found: Iterable[Mapping[str, Any]], number: object
    ) -> bool:
        """Whether what the customer wants would be looked up, and cannot be.

        ``found`` are all entities of the message; ``number`` is the slot that holds the number at
        hand, if there is one.
        """
        if intent in _LOOKS_UP:
            return number is None and any(not self.looks_up(one["entity"]) for one in found)
        if intent not in _NEEDS_NUMBER or self.looks_up("order_number"):
            return False
        return number is None or intent == "refund_status"

    def message(self, said: Mapping[str, Any], *, in_vain: bool) -> dict[str, Any]:
        """What the bot has said or asked the desk to do, or a search in place of an act that is
        turned off.

        A search for what would have been looked up says why a person is called ``otherwise``.
        """
        act, reason = said.get("act"), said.get("reason")
        name = f"{act}:{reason}" if reason else act
        kept = {"act": _SEARCH} if name in self.acts else dict(said)
        if in_vain and kept.get("act") == _SEARCH:
            kept["otherwise"] = "order_question"
        return kept
