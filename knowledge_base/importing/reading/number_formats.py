"""What a spreadsheet shows of a number or a time, by the format of its cell. Pure."""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

MOST_DIGITS = 15
"""Digits of a number that spreadsheets keep; they put zeros for the rest."""

_LARGEST = 1e21
_SMALLEST = 1e-9
_LONGEST_FORMAT = 255  # as in Excel
_ROUNDING = Context(prec=2 * _LONGEST_FORMAT, rounding=ROUND_HALF_UP)

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.'
    r"|\[\$(?P<currency>[^\[\]-]*+)(?:-[^\[\]]*+)?\]"
    r"|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+)\]"
    r"|(?P<digits>[0#](?:[0#,]*[0#])?(?:\.[0#]+)?)"
    r"|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION_END = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*+)(?:;|\Z)', re.DOTALL)
_MEANING = re.compile(r"[a-z?@,.\[\]\"\\]", re.IGNORECASE)  # of which nothing is known here
_LOCALE = re.compile(r"\[\$[^\[\]]*+\]|[\"\\]")
_ISO = re.compile(r"yyyy-m{1,2}-d{1,2}(?P<time> h{1,2}:mm(?::ss)?)?|h{1,2}:mm:ss")


class Shown(NamedTuple):
    """``text`` is what a person sees, as far as that is known, and ``doubt`` what they should hear
    about it; empty where it is no other than what is stored."""

    text: str
    doubt: str = ""
    digits_lost: bool = False


def shown(value: float | date | time | timedelta, form: str) -> Shown:
    """A number, a date or a time of a cell with the format ``form``.

    Dates and times are given in ISO 8601, durations as hours, whatever their format.
    """
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, date | time):
        return _time(value, form)
    plain = _plain(value)
    seen = _formatted(value, form) or None  # a format may show nothing at all
    text = plain if seen is None else seen
    count = len(plain.lstrip("-").split(".")[0])
    if count > MOST_DIGITS and "e" not in plain:
        doubt = f"holds a number of {count} digits, of which a spreadsheet keeps {MOST_DIGITS}"
        return Shown(text, doubt, digits_lost=True)
    if seen is None:
        return Shown(
            text, f"holds {plain} and is read so; its format '{form}' may show it otherwise"
        )
    return Shown(text, f"holds {plain} and is read as shown: {seen}" if seen != plain else "")


def _plain(value: float) -> str:
    """Without ".0", with all digits of an integer and the 15 that spreadsheets keep of others."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{MOST_DIGITS}g}"
    if "e" in text and _SMALLEST < abs(value) < _LARGEST:
        return format(Decimal(text), "f")
    return text


def _duration(value: timedelta) -> Shown:
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}"
    text += f":{rest % 60:02}" if rest % 60 else ""
    days = f"{value / timedelta(days=1):.{MOST_DIGITS}g}"
    return Shown(text, f"holds {days} days and is read as hours: {text}")


def _time(value: date | time, form: str) -> Shown:
    if isinstance(value, datetime):
        is_day = value.time() == time()
        text = value.isoformat(sep=" ", timespec="seconds")
        text = value.date().isoformat() if is_day else text
    elif isinstance(value, time):
        text = value.isoformat(timespec="seconds")
    else:
        text = value.isoformat()
    plain = _LOCALE.sub("", form).partition(";")[0].lower()
    found = _ISO.fullmatch(plain)
    if found and (isinstance(value, time) or bool(found["time"]) == (" " in text)):
        return Shown(text)
    return Shown(text, f"holds a date or a time of the format '{form}' and is read as {text}")


def _formatted(value: float, form: str) -> str | None:
    """What the format makes of a number; None for a format that is not known here."""
    if form.lower() in ("", "general", "@"):
        return _plain(value)
    if not math.isfinite(value) or abs(value) >= _LARGEST or len(form) > _LONGEST_FORMAT:
        return None
    sections = [found[1] for found in _SECTION_END.finditer(form)][:-1] or [form]
    negative = value < 0
    if negative and len(sections) > 1:
        section, negative = sections[1], False
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    else:
        section = sections[0]
    text = _rendered(abs(Decimal(_plain(value))), section)
    return f"-{text}" if text is not None and negative else text


def _rendered(value: Decimal, section: str) -> str | None:
    parts: list[str] = []
    places: list[int] = []
    for found in _PART.finditer(section):
        if found["other"] and _MEANING.match(found["other"]):
            return None
        if found["percent"]:
            value *= 100
        if found["digits"]:
            places.append(len(parts))
        parts.append(found[found.lastgroup] if found.lastgroup else "")
    if len(places) > 1:
        return _spread(value, parts, places)
    if places:
        parts[places[0]] = _digits(value, parts[places[0]])
    return "".join(parts).strip() if "".join(parts) else None


def _digits(value: Decimal, pattern: str) -> str:
    """By a pattern such as ``#,##0.00``."""
    whole, _, fraction = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), context=_ROUNDING)
    number, _, decimals = format(rounded, "f").partition(".")
    number = number.lstrip("0").zfill(whole.count("0"))
    if "," in whole:
        number = f"{int(number):,}" if number else ""
    while decimals and fraction[len(decimals) - 1] == "#" and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{number}.{decimals}" if fraction else number


def _spread(value: Decimal, parts: list[str], places: list[int]) -> str | None:
    """Digits over several groups, as in 000-0000-0000; what is left over stands in the first."""
    if any(set(parts[place]) - {"0", "#"} for place in places):
        return None
    rest = format(value.quantize(Decimal(1), context=_ROUNDING), "f")
    for place in reversed(places[1:]):
        size = len(parts[place])
        rest, parts[place] = rest[:-size], rest[-size:].zfill(parts[place].count("0"))
    parts[places[0]] = rest.zfill(parts[places[0]].count("0"))
    return "".join(parts).strip()
