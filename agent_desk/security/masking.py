"""Masks what must not be in a log: numbers and addresses of people, and secrets. Pure.

The patterns of numbers and addresses are in `knowledge_base/privacy/forms.py`. Here, everything
that could belong to a person is masked, whatever kind of number it is. This module adds what only
logs contain: texts of libraries, headers and URLs.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

from agent_desk.domain.plain_text import neutral
from knowledge_base.privacy import forms

# Each begins with a test of one character, which skips the expensive patterns in most places.
_DOTTED_PHONE = (
    rf"(?=[+(\d]){forms.NUMBER_START}(?:{forms.AMERICAN_PHONE}|{forms.MAINLAND_MOBILE_ABROAD}"
    rf"|{forms.MAINLAND_MOBILE}){forms.NUMBER_END}"
)
_CODE = (
    rf"(?=[0-9A-Za-z]){forms.CODE_START}(?:{forms.ANY_CODE}|{forms.CARRIER_NUMBER}"
    rf"|{forms.MAINLAND_IDENTITY}|{forms.ISLAND_IDENTITY}){forms.CODE_END}"
)
_NUMBER = rf"(?=[+(\d]){forms.ANY_NUMBER}"

# A text that every match contains ("": none is known), the pattern, and its replacement. Patterns
# whose matches others would cut in pieces come first. Every pattern takes linear time on any line:
# after a failure over a stretch of text, it does not start again inside it.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    # The errors of SQLAlchemy and pydantic repeat their input. If the end of it is missing, the
    # rest of the text is hidden.
    (
        "[parameters: ",
        re.compile(r"\[parameters: .*?(?:\](?=\n|\Z)|\Z)", re.DOTALL),
        "[parameters hidden]",
    ),
    (
        "input_value=",
        re.compile(r"input_value=.*?(?=, input_type=|\Z)", re.DOTALL),
        "input_value=<hidden>",
    ),
    ("eyJ", re.compile(forms.JSON_WEB_TOKEN, re.ASCII), r"\1<token>"),
    (
        "",
        re.compile(r"(bearer|basic)\s+(?!<)[\w.~+/=-]+", re.ASCII | re.IGNORECASE),
        r"\1 <token>",
    ),
    ("://", re.compile(r"(://[^\s:/@]+):(?!<)[^\s@/]+@"), r"\1:<secret>@"),
    ("@", re.compile(forms.EMAIL, re.ASCII), "<email>"),
    ("", re.compile(forms.TOKEN), "<token>"),
    ("", re.compile(_DOTTED_PHONE), "<number>"),
    ("", re.compile(_CODE), "<number>"),
    ("", re.compile(_NUMBER), "<number>"),
)


# What a log keeps of one value: enough to see what it is, and a bound on the time that looking at
# it takes. Lines that strangers can cause hold no more than this.
_LONGEST = 500  # characters of a text, or of a line of a traceback
_MOST_BYTES = 4 * _LONGEST
_MOST_ITEMS = 20
_DEEPEST = 4
_FIRST_LINES, _LAST_LINES = 20, 60
_NO_NUMBER = 2**63  # above, nothing is counted, and writing it takes long
_IN_WORDS = string.ascii_letters + string.digits + string.punctuation


def mask(text: str) -> str:
    """``text`` without order and tracking numbers, phones, cards, e-mail addresses and tokens.

    Ids of 32 hex digits, dates and times stay, so that a log can be followed.
    """
    for needle, pattern, replacement in _RULES:
        if needle in text:
            text = pattern.sub(replacement, text)
    return text


def mask_values(value: Any, depth: int = 0) -> Any:
    """``value`` with every text in it clipped, masked and neutral; small numbers stay as they are.

    Of a list or a mapping only the first 20 items are left, to a depth of 4.
    """
    if isinstance(value, str):
        return neutral(mask(_clipped(value)))
    if isinstance(value, bytes):
        return mask_values(value[:_MOST_BYTES].decode("utf-8", "replace"))
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < _NO_NUMBER else "<number>"
    if isinstance(value, BaseException):
        return mask_values(f"{type(value).__name__}: {value}")
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return _mask_items(value, depth + 1) if depth < _DEEPEST else "…"
    return mask_values(repr(value))


def mask_traceback(text: str) -> str:
    """The first and last lines of a traceback, clipped, masked and neutral."""
    lines = text.split("\n")
    left_out = len(lines) - _FIRST_LINES - _LAST_LINES
    if left_out > 0:
        lines[_FIRST_LINES:-_LAST_LINES] = [f"… ({left_out:,} more lines)"]
    return neutral(mask("\n".join(map(_clipped, lines))))


def _mask_items(value: Mapping[Any, Any] | Collection[Any], depth: int) -> Any:
    first = list(islice(value, _MOST_ITEMS))
    left_out = len(value) - len(first)
    if isinstance(value, Mapping):
        masked = {mask_values(key, depth): mask_values(value[key], depth) for key in first}
        return masked | ({"…": left_out} if left_out else {})
    items = [mask_values(item, depth) for item in first]
    return [*items, f"… ({left_out:,} more)"] if left_out else items


def _clipped(text: str) -> str:
    """A word that would be cut is left out, because half of an address is not masked."""
    if len(text) <= _LONGEST:
        return text
    kept = text[:_LONGEST].rstrip(_IN_WORDS)
    return f"{kept}… ({len(text) - len(kept):,} more characters)"
