"""Whether a shop is open, and when it opens next; pure.

An opening belongs to the day on which it begins. So an opening that passes
midnight into a holiday goes on to its end.

Times are local to the shop. Around a change of clocks they follow RFC 5545,
3.3.5: a time in the skipped hour counts as if the clocks had not changed (02:30
is 03:30), and a time that comes twice is the first of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agent_desk.settings.hours import (
    DAY_MINUTES,
    HoursSettings,
    Interval,
    Weekday,
)

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

# More than a year: a shop that opens on none of these days has closed for good.
SEARCH_DAYS = 400


def is_open(hours: HoursSettings | None, now: datetime) -> bool:
    """Whether people answer at ``now`` (aware). A shop without hours is always open."""
    return hours is None or any(start <= now < end for start, end in _around(hours, now))


def next_opening(hours: HoursSettings | None, now: datetime) -> datetime | None:
    """When the shop opens next, in its own time zone; ``now`` if it is open.

    None if it does not open in the next 400 days.
    """
    if hours is None or is_open(hours, now):
        return now.astimezone(zone_of(hours))
    zone = zone_of(hours)
    today = now.astimezone(zone).date()
    for ahead in range(-1, SEARCH_DAYS):
        starts = [start for start, _ in openings(hours, _later(today, ahead)) if start > now]
        if starts:
            return min(starts).astimezone(zone)
    return None


def openings(hours: HoursSettings, day: date) -> list[tuple[datetime, datetime]]:
    """The openings (UTC, start and end) that begin on this day of the shop's calendar."""
    zone = zone_of(hours)
    spans = (
        (_moment(day, interval.start, zone), _moment(day, interval.end, zone))
        for interval in _intervals(hours, day)
    )
    # A change of clocks may skip all of an opening.
    return [(start, end) for start, end in spans if start < end]


def zone_of(hours: HoursSettings | None) -> ZoneInfo:
    """The time zone of the shop's times; UTC for a shop without hours."""
    return ZoneInfo(hours.time_zone if hours else "UTC")


def _intervals(hours: HoursSettings, day: date) -> list[Interval]:
    for holiday in hours.holidays:
        if day in holiday.dates:
            return holiday.open
    return hours.weekly.get(WEEKDAYS[day.weekday()], [])


def _around(hours: HoursSettings, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The openings that can contain ``now``: today's, and yesterday's that pass midnight."""
    today = now.astimezone(zone_of(hours)).date()
    for ahead in (-1, 0):
        yield from openings(hours, _later(today, ahead))


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, minutes = divmod(minutes, DAY_MINUTES)
    clock = time(minutes // 60, minutes % 60)
    return datetime.combine(_later(day, days), clock, tzinfo=zone).astimezone(UTC)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)
