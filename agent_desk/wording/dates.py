"""Days and times as they are written in a language; pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_skeleton


def day(day: date, today: date, locale: Locale) -> str:
    """``Nov 7`` or ``11月7日``, with the year if it is not that of ``today``."""
    return format_skeleton("MMMd" if day.year == today.year else "yMMMd", day, locale=locale)


def weekday(day: date, locale: Locale) -> str:
    return format_date(day, "EEEE", locale)


def offset(moment: datetime) -> str:
    """How far the clock of ``moment`` is ahead of UTC: ``UTC+8``, ``UTC-3:30``."""
    ahead = moment.utcoffset() or timedelta()
    hours, minutes = divmod(abs(int(ahead.total_seconds())) // 60, 60)
    if not hours and not minutes:
        return "UTC"
    rest = f":{minutes:02d}" if minutes else ""
    return f"UTC{'+' if ahead > timedelta() else '-'}{hours}{rest}"
