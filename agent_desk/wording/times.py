"""Words a time: "tomorrow at 09:00 (Beijing time)"; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent_desk.domain.vocabulary import SpokenLanguage

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def worded_time(
    moment: datetime, now: datetime, language: SpokenLanguage, zone_name: str | None = None
) -> str:
    """``moment`` in its own time zone, relative to ``now`` ("today", "tomorrow").

    The zone is named, since the visitor may live in another one: by ``zone_name``,
    or by its offset from UTC. All other Chinese in it is the same in both scripts.
    """
    local_now = now.astimezone(moment.tzinfo)
    clock = f"{moment:%H:%M}"
    zone = zone_name or _offset(moment)
    days = (moment.date() - local_now.date()).days
    if language == "en":
        if days in (0, 1):
            return f"{('today', 'tomorrow')[days]} at {clock} ({zone})"
        day = f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]}"
        year = "" if moment.year == local_now.year else f" {moment.year}"
        return f"on {day}{year} at {clock} ({zone})"
    if days in (0, 1):
        return f"{('今天', '明天')[days]} {clock}（{zone}）"
    year = "" if moment.year == local_now.year else f"{moment.year}年"
    weekday = "一二三四五六日"[moment.weekday()]
    return f"{year}{moment.month}月{moment.day}日星期{weekday} {clock}（{zone}）"


def _offset(moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    if minutes == 0:
        return "UTC"
    sign = "+" if offset > timedelta() else "-"
    rest = f":{minutes % 60:02d}" if minutes % 60 else ""
    return f"UTC{sign}{minutes // 60}{rest}"
