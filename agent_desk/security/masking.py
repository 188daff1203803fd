"""Masks what must not be in a log: numbers and addresses of people, and secrets. Pure.

The patterns of numbers and addresses are in `knowledge_base/privacy/forms.py`. Here, everything
that could belong to a person is masked, whatever kind of number it is. This module adds what only
logs contain: texts of libraries, headers and URLs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent_desk.domain.plain_text import neutral
from knowledge_base.privacy import forms

# Each begins with a test of one character, which skips the expensive patterns in most places.
_DOTTED_PHONE = rf"(?=[(1-9]){forms.NUMBER_START}{forms.AMERICAN_PHONE}{forms.NUMBER_END}"
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


def mask(text: str) -> str:
    """``text`` without order and tracking numbers, phones, cards, e-mail addresses and tokens.

    Ids of 32 hex digits, dates and times stay, so that a log can be followed.
    """
    for needle, pattern, replacement in _RULES:
        if needle in text:
            text = pattern.sub(replacement, text)
    return text


def mask_values(value: Any) -> Any:
    """``value`` with every text in it masked and neutral, at any depth. Others stay as they are."""
    if isinstance(value, str):
        return neutral(mask(value))
    if isinstance(value, bytes):
        return neutral(mask(value.decode("utf-8", "replace")))
    if isinstance(value, Mapping):
        return {key: mask_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask_values(inner) for inner in value]
    if isinstance(value, BaseException):
        return neutral(mask(f"{type(value).__name__}: {value}"))
    return value
