"""From what a system sends to an order: what cannot be read is left out and named; pure."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import UNREAD_MAX, Order
from agent_desk.settings.orders import Words

Place = tuple[int | str, ...]

# Each round leaves out what the last one could not read, and may find more inside of the rest.
_ROUNDS = 5
# An order cannot be without the first two. Without the others it would say something wrong: that
# there is no refund, or no parcel.
_NEVER_LEFT_OUT = ("order_number", "status", "refunds", "parcels")


@dataclass(frozen=True)
class Conventions:
    """How a shop writes what the model holds: its words for states (by lower case), its zone."""

    statuses: Mapping[str, str] = field(default_factory=dict)
    event_codes: Mapping[str, str] = field(default_factory=dict)
    refund_statuses: Mapping[str, str] = field(default_factory=dict)
    time_zone: tzinfo = UTC
    currency: str | None = None

    @classmethod
    def of(cls, words: Words) -> Conventions:
        return cls(
            statuses=lowered(words.statuses),
            event_codes=lowered(words.event_codes),
            refund_statuses=lowered(words.refund_statuses),
            time_zone=ZoneInfo(words.time_zone),
            currency=words.currency,
        )


def lowered(words: Mapping[str, str]) -> dict[str, str]:
    return {_key(word): ours for word, ours in words.items()}


def _key(word: object) -> str:
    return str(word).strip().lower()


def read_order(sent: Any, conventions: Conventions, *, unread: tuple[str, ...] = ()) -> Order:
    """The order in ``sent``, which has the fields of ``Order`` in the shop's words.

    ``Order.unread`` names each field that was left out, with the reason, after ``unread``.
    Raises OrderSourceError if the number, the status or a list as a whole cannot be read.
    """
    if not isinstance(sent, dict):
        raise OrderSourceError("The answer holds no order")
    try:
        rest = _in_our_words(sent, conventions)
    except RecursionError as error:
        raise OrderSourceError("The order holds lists in too many lists") from error
    named = [*unread]
    for _ in range(_ROUNDS):
        try:
            order = Order.model_validate(rest, context={"time_zone": conventions.time_zone})
        except ValidationError as error:
            named += _leave_out(rest, error.errors(include_url=False, include_input=False))
            continue
        return order.model_copy(update={"unread": tuple(dict.fromkeys(named))[:UNREAD_MAX]})
    raise OrderSourceError("The order is malformed in too many places")


def _in_our_words(sent: dict[str, Any], conventions: Conventions) -> dict[str, Any]:
    """A copy of ``sent`` that may be changed."""
    order: dict[str, Any] = deepcopy(sent)
    order.pop("unread", None)
    _translate(order, "status", conventions.statuses)
    if not order.get("currency"):
        order["currency"] = conventions.currency
    if isinstance(order.get("refund"), dict):
        _translate(order["refund"], "status", conventions.refund_statuses)
    for refund in _dicts(order.get("refunds")):
        _translate(refund, "status", conventions.refund_statuses)
    for parcel in _dicts(order.get("parcels")):
        for event in _dicts(parcel.get("events")):
            _translate(event, "code", conventions.event_codes)
    return order


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _translate(record: dict[str, Any], name: str, words: Mapping[str, str]) -> None:
    word = record.get(name)
    if isinstance(word, (str, int)):
        record[name] = words.get(_key(word), _key(word))


def _leave_out(rest: dict[str, Any], errors: list[ErrorDetails]) -> list[str]:
    """Takes what is wrong out of ``rest``; returns what it was, in words without its value.

    Raises OrderSourceError if it cannot be left out.
    """
    named = []
    for error in sorted(errors, key=lambda each: _order_of(each["loc"]), reverse=True):
        place = error["loc"]
        said = f"{_written(place)}: {error['msg'].removeprefix('Value error, ')}"
        if place == ("status",) and isinstance(rest.get("status"), str):
            said = f"{rest['status'][:40]!r} is no state that is known; name it in statuses"
        left_out = _optional_part(place)
        if left_out is None or (
            error["type"] == "too_long" and isinstance(rest.get(str(place[0])), list)
        ):
            raise OrderSourceError(f"The order cannot be read: {said}")
        _remove(rest, left_out)
        named.append(said)
    return named[::-1]


def _order_of(place: Place) -> tuple[tuple[int, str], ...]:
    """Sorts later entries of a list behind earlier ones, so that removing one moves no other."""
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in place)


def _written(place: Place) -> str:
    return ".".join(str(part) for part in place)


def _optional_part(place: Place) -> Place | None:
    """The smallest part around ``place`` without which an order still says nothing wrong."""
    match place:
        case ("parcels", int(), "events", int(), *_):
            return place[:4]
        case ("parcels", int(), name, *_) | ("refunds", int(), name, *_) if name != "status":
            return place[:3]
        case (name, *_) if name not in _NEVER_LEFT_OUT:
            return place[:1]
        case _:
            return None


def _remove(rest: Any, place: Place) -> None:
    """``place`` may be gone already, because another error in it was found first."""
    *way, last = place
    try:
        for part in way:
            rest = rest[part]
        del rest[last]
    except (KeyError, IndexError, TypeError):
        return
