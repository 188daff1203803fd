"""Bounded types for what comes from outside: from clients, shops and operators.

Every integer, text, list and time that the desk receives has one of them, so that no value can
overflow the database, JavaScript's numbers or the calendar.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
)

from agent_desk.domain.plain_text import storable

# The largest integer that JavaScript holds exactly. SQLite holds more.
SAFE_INTEGER_MAX = 2**53 - 1

FIRST_YEAR, LAST_YEAR = 1970, 9998
"""A time within these years stays in the calendar in every time zone."""

AMOUNT_MAX = 10**12
# More than a binary fraction needs that a shop sends as a JSON number.
AMOUNT_DIGITS_MAX = 40


def _in_the_calendar(when: date) -> date:
    if _or_none(when) is None:
        raise ValueError(f"a date is between the years {FIRST_YEAR} and {LAST_YEAR}")
    return when


def _or_none(when: date | None) -> date | None:
    return when if when is not None and FIRST_YEAR <= when.year <= LAST_YEAR else None


def _aware(when: datetime, info: ValidationInfo) -> datetime:
    if when.tzinfo is not None:
        return when
    zone: tzinfo = (info.context or {}).get("time_zone", UTC)
    return when.replace(tzinfo=zone)


def _repaired(value: object) -> object:
    # Before pydantic counts the characters: it refuses half ones.
    return storable(value) if isinstance(value, str) else value


def _exact(text: str) -> str:
    if storable(text) != text:
        raise ValueError("an id has whole characters and no NUL")
    return text


Count = Annotated[int, Field(ge=0, le=SAFE_INTEGER_MAX)]
"""A number of things, or a place in the log."""

Amount = Annotated[
    Decimal, Field(ge=-AMOUNT_MAX, le=AMOUNT_MAX, max_digits=AMOUNT_DIGITS_MAX, allow_inf_nan=False)
]
Time = Annotated[datetime, AfterValidator(_in_the_calendar), AfterValidator(_aware)]
"""Without a time zone it is in ``time_zone`` of the validation's context, or else in UTC."""

OptionalDay = Annotated[date | None, AfterValidator(_or_none)]
OptionalTime = Annotated[
    datetime | None,
    AfterValidator(_or_none),
    AfterValidator(lambda when, info: None if when is None else _aware(when, info)),
]
"""A date that need not be there. One outside of the calendar is none: systems write 0001-01-01."""

Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$", max_length=64)]
Name = Annotated[str, BeforeValidator(_repaired), StringConstraints(max_length=255)]
"""A short text: the name of a person, a thing or a place, an address, a number in writing."""

Subject = Annotated[str, StringConstraints(max_length=255), AfterValidator(_exact)]
"""A shop's own id of a customer. It is never repaired, or two ids could become one."""

Text = Annotated[str, BeforeValidator(_repaired), StringConstraints(max_length=65_536)]
"""As long as a frame. The settings limit messages further."""
