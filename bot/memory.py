"""How a turn changes the slots, before and after the rules run.

Pure functions for two things that Rasa's slot mappings cannot express: which numbers
count when a message holds new ones (``fill``), and what the bot has already asked
(``remember``). They replace an action server (docs/adr/0004).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

Slots = Mapping[str, object]

_NUMBERS = ("order_number", "tracking_number")
# A message with one of these intents does not answer the form, even if it holds the number
# that the form asks for.
_NO_ANSWERS = frozenset(
    {
        "request_human",
        "complaint",
        "change_address",
        "change_delivery_time",
        "cancel_order",
        "modify_order",
        "missing_or_damaged",
    }
)
_ASKING_AGAIN = frozenset({"utter_order_number_again", "utter_phone_last4_again"})


def fill(
    entities: Iterable[Mapping[str, Any]], *, intent: str | None, asked: str | None, slots: Slots
) -> dict[str, str | None]:
    """The slots that the message's ``entities`` change; the value None empties a slot.

    ``asked`` is the slot that an open form asks for.

    - Four bare digits fill ``phone_last4`` only if a form asks for them or the message
      says what they are (``given``).
    - A dialogue is about one number at a time. A new order number empties the tracking
      number and the reverse; if a message holds both, the intent decides.
    - ``phone_last4`` belongs to the number that it was given for. A new number empties it
      unless the message brings new digits too.
    """
    if asked and intent in _NO_ANSWERS:
        return {}
    given: dict[str, str | None] = {}
    for entity in entities:
        name = entity["entity"]
        if name in _NUMBERS or (name == "phone_last4" and (asked == name or entity.get("given"))):
            given[name] = entity["value"]

    if all(name in given for name in _NUMBERS):
        del given["order_number" if intent == "track_parcel" else "tracking_number"]
    for name, other in (_NUMBERS, _NUMBERS[::-1]):
        if name in given:
            known = {slots.get(name), slots.get(other)} - {None}
            if slots.get(other):
                given[other] = None
            if known - {given[name]}:
                given.setdefault("phone_last4", None)
            break
    return given


def remember(
    actions: Collection[str], *, asked_before: str | None, asked_now: str | None, slots: Slots
) -> dict[str, bool | None]:
    """The slots ``asked_again`` and ``reminded`` after a turn in which ``actions`` ran.

    ``asked_before`` and ``asked_now`` are the slots that a form asked for before and
    after the turn. If they differ, or no form asks, both memories are empty.
    """
    if asked_now is None or asked_now != asked_before:
        return {"asked_again": None, "reminded": None}
    asked_again = not _ASKING_AGAIN.isdisjoint(actions) or bool(slots.get("asked_again"))
    reminded = "utter_search_knowledge_base" in actions or bool(slots.get("reminded"))
    return {"asked_again": asked_again or None, "reminded": reminded or None}
