"""What must not be read in a log: numbers and addresses of people, and secrets. Pure.

What a number or an address looks like is said in `knowledge_base/privacy/forms.py`. A log has no
use for the kind of a number or for the words around it, so everything that may be somebody's is
masked. Here stands what only a log has: texts of libraries, headers and URLs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge_base.privacy import forms

# Each begins with a look at one character, which spares most places the dearer ones.
_DOTTED_PHONE = rf"(?=[(1-9]){forms.NUMBER_START}{forms.AMERICAN_PHONE}{forms.NUMBER_END}"
_CODE = (
    rf"(?=[0-9A-Za-z]){forms.CODE_START}(?:{forms.ANY_CODE}|{forms.CARRIER_NUMBER}"
    rf"|{forms.MAINLAND_IDENTITY}|{forms.ISLAND_IDENTITY}){forms.CODE_END}"
)
_NUMBER = rf"(?=[+(\d]){forms.ANY_NUMBER}"

# A text that every match holds (empty: none), the pattern, and what is written instead. First come
# those that others would cut in pieces. Every pattern takes linear time in any line: one that has
# failed over a stretch of text does not start again inside it.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    # SQLAlchemy and pydantic repeat what they were given in the texts of their errors. Where the
    # end is missing, the rest is hidden.
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
    for held, pattern, replacement in _RULES:
        if held in text:
            text = pattern.sub(replacement, text)
    return text


def mask_values(value: Any) -> Any:
    """``value`` with every text in it masked, at any depth; what is no text stays as it is."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, bytes):
        return mask(value.decode("utf-8", "replace"))
    if isinstance(value, Mapping):
        return {key: mask_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask_values(inner) for inner in value]
    if isinstance(value, BaseException):
        return mask(f"{type(value).__name__}: {value}")
    return value
