"""Which packets of Engine.IO and Socket.IO a client may send, and how they are read; no I/O.

The libraries take more: attachments that they wait for, namespaces and names of any kind,
numbers of any length. They are not asked before a packet has passed these checks.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from agent_desk.domain.plain_text import whole_characters
from agent_desk.errors import BinaryPacketError, MalformedPacketError
from agent_desk.types import SAFE_INTEGER_MAX

EVENT_NAME_CHARACTERS = 64
NUMBER_CHARACTERS = 32
# Our payloads are objects of a few fields, without objects in them.
DEEPEST = 6
MOST_VALUES = 256

Kind = Literal["connect", "disconnect", "event"]

CLOSE, PROBE, PONG, UPGRADE = "1", "2probe", "3", "5"
_CONTROL = frozenset({CLOSE, PROBE, PONG, UPGRADE})
_KINDS: dict[str, Kind] = {"0": "connect", "1": "disconnect", "2": "event"}
_BINARY_KINDS = ("5", "6")
_HEAD = re.compile(
    r"(?P<kind>[0-2])(?:(?P<namespace>/[a-z]{0,32})(?:,|\Z))?(?P<id>[0-9]{0,15})(?P<data>.*)",
    re.DOTALL,
)


def check_engine_packet(packet: str | bytes) -> str:
    """``packet``, if Engine.IO may read it. Raises MalformedPacketError or BinaryPacketError."""
    if isinstance(packet, bytes) or packet.startswith("b"):
        raise BinaryPacketError
    is_message = packet.startswith("4") and packet[1:2] in set("0123456789")
    if not is_message and packet not in _CONTROL:
        raise MalformedPacketError("This is no packet of Engine.IO.")
    return packet


@dataclass(frozen=True)
class Head:
    """What a packet of Socket.IO is. ``data`` is JSON that has not been read yet."""

    kind: Kind
    namespace: str
    id: int | None
    data: str


def read_head(packet: str | bytes) -> Head:
    """Raises MalformedPacketError or BinaryPacketError."""
    if isinstance(packet, bytes) or packet.startswith(_BINARY_KINDS):
        raise BinaryPacketError
    found = _HEAD.fullmatch(packet)
    if found is None:
        raise MalformedPacketError("This is no packet that a client may send.")
    number = found["id"]
    return Head(
        kind=_KINDS[found["kind"]],
        namespace=found["namespace"] or "/",
        id=int(number) if number else None,
        data=found["data"],
    )


def read_connect(data: str) -> dict[str, Any] | None:
    """The ``auth`` of a connect. Raises MalformedPacketError."""
    auth = _read(data) if data else None
    if auth is not None and not isinstance(auth, dict):
        raise MalformedPacketError("A connect takes an object.")
    return auth


def read_event(data: str) -> list[Any]:
    """The name of the event, and its arguments. Raises MalformedPacketError."""
    event = _read(data)
    if not isinstance(event, list) or not event:
        raise MalformedPacketError("An event is a list that begins with its name.")
    if not isinstance(event[0], str) or not 0 < len(event[0]) <= EVENT_NAME_CHARACTERS:
        raise MalformedPacketError("The name of an event is a short text.")
    return event


def _read(data: str) -> Any:
    """``data`` as Python values, with every text fit for UTF-8."""
    try:
        value = json.loads(
            data, parse_int=_integer, parse_float=_real, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        raise MalformedPacketError("This is no JSON.") from None
    return _within_bounds(value, DEEPEST, count(1))


def _integer(digits: str) -> int:
    if len(digits) > NUMBER_CHARACTERS or abs(int(digits)) > SAFE_INTEGER_MAX:
        raise MalformedPacketError("A number is too large.")
    return int(digits)


def _real(digits: str) -> float:
    if len(digits) > NUMBER_CHARACTERS or not math.isfinite(float(digits)):
        raise MalformedPacketError("A number is too large.")
    return float(digits)


def _refuse_constant(_name: str) -> None:
    raise MalformedPacketError("NaN and Infinity are no numbers.")


def _within_bounds(value: Any, levels: int, values: count[int]) -> Any:
    """``value`` again, with its texts in whole characters. Raises MalformedPacketError."""
    if levels < 0 or next(values) > MOST_VALUES:
        raise MalformedPacketError("The payload has too many values or levels.")
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, list):
        return [_within_bounds(inner, levels - 1, values) for inner in value]
    if isinstance(value, dict):
        return {
            _within_bounds(name, 0, values): _within_bounds(inner, levels - 1, values)
            for name, inner in value.items()
        }
    return value
