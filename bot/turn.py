"""Reads and checks the request for one turn. Does not need Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import (
    MalformedTurnError,
    NumberFormError,
    TextTooLongError,
    UnknownTriggerError,
)
from bot.number_forms import parse_form
from bot.order_proof import ENTITIES, KINDS, OrderProof
from bot.turned_off import TurnedOff

TRIGGERS = frozenset({"order_mismatch", "start_over"})
TOPICS = ("status", "refund")
MAX_TEXT_CHARACTERS = 4000
MAX_FORMS = 10
MAX_NAMES = 200
MAX_KINDS = 2
# Rasa reads these at the start of a message as commands.
_COMMAND_PREFIXES = "/／⁄∕"

_DESK_SLOTS = frozenset({"identity_verified", "in_hand"})
_FLAGS = ("asked_again", "reminded")
_TEXTS = ("order_number", "tracking_number", "other_numbers", *ENTITIES, "topic")


@dataclass(frozen=True)
class State:
    """The state of a dialogue between two turns: everything that the next turn needs.

    ``requested_slot`` is only information for the desk, since each form asks for one slot.
    """

    slots: Mapping[str, str | bool] = field(default_factory=dict)
    active_form: str | None = None
    requested_slot: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "slots": dict(self.slots),
            "active_form": self.active_form,
            "requested_slot": self.requested_slot,
        }


@dataclass(frozen=True)
class Turn:
    """Exactly one of ``text`` and ``trigger`` is set. ``text`` is no command of Rasa's.

    ``in_hand``: the customer has just been shown the order or parcel that the dialogue is about.

    ``order_numbers`` are the forms of the shop's order numbers, ``parcel_numbers`` those that it
    names for parcels (``bot.number_forms``), and ``order_proof`` is what it wants to be shown.
    """

    conversation_id: str
    text: str | None
    trigger: str | None
    identity_verified: bool
    in_hand: bool
    state: State
    order_numbers: tuple[str, ...]
    turned_off: TurnedOff
    parcel_numbers: tuple[str, ...]
    order_proof: OrderProof


def read_turn(body: object) -> Turn:
    """The turn in a request's JSON. Raises MalformedTurnError or one of its subclasses.

    A slot in ``state`` that this version does not know is ignored (as bot.dialogue ignores
    an unknown form): the state may be older than the model, and the chat must go on.
    """
    fields = _object(body, "the body")
    unknown = fields.keys() - {
        "conversation_id", "text", "trigger", "slots", "state", "order_numbers", "parcel_numbers",
        "order_proof", "turned_off",
    }  # fmt: skip
    if unknown:
        raise MalformedTurnError(f"unknown field {sorted(unknown)[0]!r}")
    text, trigger = fields.get("text"), fields.get("trigger")
    if (text is None) == (trigger is None):
        raise MalformedTurnError("exactly one of text and trigger is needed")
    return Turn(
        conversation_id=_conversation_id(fields.get("conversation_id")),
        text=None if text is None else _without_commands(text),
        trigger=None if trigger is None else _known_trigger(trigger),
        identity_verified=_flag(fields.get("slots"), "identity_verified"),
        in_hand=_flag(fields.get("slots"), "in_hand"),
        state=_before_trigger(_state(fields.get("state")), trigger),
        order_numbers=_forms(fields, "order_numbers"),
        parcel_numbers=_forms(fields, "parcel_numbers"),
        turned_off=_turned_off(fields.get("turned_off")),
        order_proof=_order_proof(fields.get("order_proof")),
    )


def _without_commands(text: object) -> str:
    """The visitor's text without leading slashes: Rasa would read ``/intent`` as a command."""
    if not isinstance(text, str):
        raise MalformedTurnError("text must be a string")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise TextTooLongError(f"text has more than {MAX_TEXT_CHARACTERS} characters")
    words = text.replace("\x00", " ")
    while (stripped := words.strip().lstrip(_COMMAND_PREFIXES)) != words:
        words = stripped
    return words


def _before_trigger(state: State, trigger: object) -> State:
    """The state in which a trigger runs: no form is open, and the numbers are forgotten.

    After a mismatch, the order number that was tried is kept among ``other_numbers``: the customer
    may mend the proof alone (bot.memory.mends_proof).
    """
    if trigger is None:
        return state
    if trigger == "start_over":
        return State()
    kept = {name: value for name, value in state.slots.items() if name == "topic"}
    if tried := state.slots.get("order_number"):
        kept["other_numbers"] = tried
    return State(slots=kept)


def _state(value: object) -> State:
    if value is None:
        return State()
    fields = _object(value, "state")
    slots: dict[str, str | bool] = {}
    for name, slot in _object(fields.get("slots", {}), "state.slots").items():
        if slot is None or name not in (*_FLAGS, *_TEXTS):
            continue
        if not isinstance(slot, bool if name in _FLAGS else str):
            raise MalformedTurnError(f"state.slots.{name} has the wrong type")
        if name == "topic" and slot not in TOPICS:
            raise MalformedTurnError(f"state.slots.topic must be one of {', '.join(TOPICS)}")
        slots[name] = slot
    form = fields.get("active_form")
    if form is not None and not isinstance(form, str):
        raise MalformedTurnError("state.active_form must be a string or null")
    return State(slots, form)


def _flag(slots: object, name: str) -> bool:
    known = _object(slots if slots is not None else {}, "slots")
    unknown = known.keys() - _DESK_SLOTS
    if unknown:
        raise MalformedTurnError(f"unknown slot {sorted(unknown)[0]!r}")
    value = known.get(name, False)
    if not isinstance(value, bool):
        raise MalformedTurnError(f"slots.{name} must be true or false")
    return value


def _forms(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    forms = fields.get(name) or []
    if not isinstance(forms, list) or len(forms) > MAX_FORMS:
        raise MalformedTurnError(f"{name} must be a list of at most {MAX_FORMS} forms")
    for form in forms:
        _check_form(form, name)
    return tuple(forms)


def _order_proof(value: object) -> OrderProof:
    if value is None:
        return OrderProof()
    fields = _object(value, "order_proof")
    kinds = _texts(fields.get("kinds"), "order_proof.kinds")
    needed = fields.get("needed")
    if not (1 <= len(set(kinds)) == len(kinds) <= MAX_KINDS and KINDS.keys() >= {*kinds}):
        raise MalformedTurnError(f"order_proof.kinds must be one or two of {', '.join(KINDS)}")
    if not isinstance(needed, int) or not 1 <= needed <= len(kinds):
        raise MalformedTurnError("order_proof.needed must be 1, or 2 of two kinds")
    proved = _texts(fields.get("proved"), "order_proof.proved")
    return OrderProof(tuple(kinds), needed, frozenset(proved))


def _texts(value: object, what: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise MalformedTurnError(f"{what} must be a list of strings")
    return value


def _check_form(form: object, name: str) -> None:
    if not isinstance(form, str):
        raise MalformedTurnError(f"a form of {name} must be a string")
    try:
        parse_form(form)
    except NumberFormError as error:
        raise MalformedTurnError(f"{name} has the form {form!r}: {error}") from None


def _turned_off(value: object) -> TurnedOff:
    """A name that this version does not know turns nothing off."""
    fields = _object({} if value is None else value, "turned_off")
    names = [_names(fields.get(kind, []), kind) for kind in ("intents", "acts")]
    return TurnedOff(*names)


def _names(value: object, kind: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise MalformedTurnError(f"turned_off.{kind} must be a list of names")
    if len(value) > MAX_NAMES:
        raise MalformedTurnError(f"turned_off.{kind} has more than {MAX_NAMES} names")
    return frozenset(value)


def _known_trigger(trigger: object) -> str:
    if not isinstance(trigger, str) or trigger not in TRIGGERS:
        raise UnknownTriggerError(f"trigger must be one of {', '.join(sorted(TRIGGERS))}")
    return trigger


def _conversation_id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise MalformedTurnError("conversation_id must be a string of 1 to 200 characters")
    return value


def _object(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedTurnError(f"{what} must be a JSON object")
    return value
