"""A shop's business hours as settings; domain/opening_hours.py computes with them.

Validation refuses mistakes that would silently close or open a shop: an unknown
time zone, a time like 25:00, a date that does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from agent_desk.settings.types import Localised, Strict, TimeZone

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

DAY_MINUTES = 24 * 60

_TIMES = re.compile(r"^([01]?\d|2[0-4]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-4]):([0-5]\d)$")


@dataclass(frozen=True)
class Interval:
    """Minutes after midnight. ``end`` is above 1,440 if it is on the next day."""

    start: int
    end: int


@dataclass(frozen=True)
class Dates:
    """Calendar days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def read_interval(written: object) -> Interval:
    """Reads ``09:00-18:00``, or ``20:00-02:00`` past midnight, or ``00:00-24:00``.

    Raises ValueError; pydantic adds the name of the setting.
    """
    if isinstance(written, Interval):
        return written
    found = _TIMES.match(str(written).strip())
    if found is None:
        raise ValueError("write opening times like '09:00-18:00'")
    start, end = (
        int(hour) * 60 + int(minute) for hour, minute in (found.group(1, 2), found.group(3, 4))
    )
    if start >= DAY_MINUTES or end > DAY_MINUTES:
        raise ValueError("a time is between 00:00 and 24:00")
    if start == end:
        raise ValueError("an opening ends where it begins; a whole day is '00:00-24:00'")
    return Interval(start, end if end > start else end + DAY_MINUTES)


def read_dates(written: object) -> Dates:
    """Reads ``2026-12-25``, or ``2026-10-01/2026-10-07`` for a range. Raises ValueError."""
    if isinstance(written, Dates):
        return written
    first, slash, last = str(written).partition("/")
    try:
        days = Dates(
            date.fromisoformat(first.strip()),
            date.fromisoformat((last if slash else first).strip()),
        )
    except ValueError:
        raise ValueError("write dates like 2026-12-25 or 2026-10-01/2026-10-07") from None
    if days.last < days.first:
        raise ValueError("a range of dates ends before it begins")
    return days


Opening = Annotated[Interval, BeforeValidator(read_interval)]


class HolidaySettings(Strict):
    """Days with times of their own, instead of the weekly ones."""

    dates: Annotated[Dates, BeforeValidator(read_dates)] = Field(
        description="A date such as 2026-12-25, or a range: 2026-10-01/2026-10-07."
    )
    open: list[Opening] = Field(
        default=[], description="Opening times on these days; without any the shop is closed."
    )


class HoursSettings(Strict):
    """When people answer in a shop's chat."""

    time_zone: TimeZone = Field(description="The shop's time zone by its IANA name: Asia/Shanghai.")
    zone_name: Localised | None = Field(
        None,
        description="The time zone's name for visitors, such as Beijing time; by default the offset, such as UTC+8.",
    )
    weekly: dict[Weekday, list[Opening]] = Field(
        description="Opening times of each weekday, one or more per day, also past midnight: "
        '`monday: ["09:00-12:00", "20:00-02:00"]`. A day without any is closed.'
    )
    holidays: list[HolidaySettings] = Field(
        default=[], description="Days that differ from the weekly times; the first match counts."
    )
