"""What the slots become, before and after the rules have looked at a turn.

Pure functions for the two things that Rasa's slot mappings cannot say: which numbers
count when a message holds new ones (``fill``), and what the bot has already asked
(``remember``). They stand in for an action server (docs/adr/0004).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

Slots = Mapping[str, object]

_NUMBERS = ("order_number", "tracking_number")
# These are answered as what they are even when they hold the number that was asked for.
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
    """Slots that the message's ``entities`` change; None empties one.

    ``asked`` is the slot that an open form asks for. Four bare digits are a phone's only
    when they were asked for or the message says so (``given``). One number is talked
    about at a time, so a new one empties the other kind; where a message holds both, the
    intent says which. The digits belong to the number they were given for: a new number
    empties them unless it came with its own.
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
    said: Collection[str], *, asked_before: str | None, asked_now: str | None, slots: Slots
) -> dict[str, bool | None]:
    """``asked_again`` and ``reminded`` after a turn in which the actions ``said`` ran.

    ``asked_before`` and ``asked_now`` are the slots that a form asked for before and
    after the turn; when another one is asked for, or none, both memories are empty.
    """
    if asked_now is None or asked_now != asked_before:
        return {"asked_again": None, "reminded": None}
    asked_again = not _ASKING_AGAIN.isdisjoint(said) or bool(slots.get("asked_again"))
    reminded = "utter_search_knowledge_base" in said or bool(slots.get("reminded"))
    return {"asked_again": asked_again or None, "reminded": reminded or None}
