"""What must not be read in a log: numbers and addresses of people, and secrets. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# What no part of a longer name may stand next to. Only ASCII counts: Chinese is written without
# spaces, so a number may follow a word directly. Full-width digits are digits to \d.
NOT_AFTER = r"(?<![0-9A-Za-z_-])"
NOT_BEFORE = r"(?![0-9A-Za-z_])"

# First come those that others would cut in pieces.
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # SQLAlchemy and pydantic repeat what they were given in the texts of their errors.
    (re.compile(r"\[parameters: .*?\](?=$|\n|\()", re.DOTALL), "[parameters hidden]"),
    (re.compile(r"input_value=.*?, input_type=", re.DOTALL), "input_value=<hidden>, input_type="),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*", re.ASCII), "<token>"),
    (re.compile(r"(bearer|basic)\s+(?!<)[\w.~+/=-]+", re.ASCII | re.IGNORECASE), r"\1 <token>"),
    (re.compile(r"(://[^\s:/@]+):(?!<)[^\s@/]+@"), r"\1:<secret>@"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII), "<email>"),
    # 40 and more: our tokens have 43 characters, their hashes 64, ids only 32. Names of modules
    # and functions have no digit and no capital.
    (re.compile(NOT_AFTER + r"(?=[a-z_-]*[0-9A-Z])[0-9A-Za-z_-]{40,}"), "<token>"),
    # Letters and then digits: RL2611200001, SF1234567890123, LX123456785CN, 1Z999AA10123456784.
    (re.compile(NOT_AFTER + r"1Z[0-9A-Z]{16}" + NOT_BEFORE, re.IGNORECASE), "<number>"),
    (
        re.compile(
            NOT_AFTER + r"[a-z]{1,4}[ -]?\d(?:[ -]?\d){6,}[a-z]{0,2}" + NOT_BEFORE, re.IGNORECASE
        ),
        "<number>",
    ),
    # Phones and bare numbers; not dates, IP addresses, fractions, or parts of an id.
    (
        re.compile(
            r"(?<![0-9A-Za-z_.:-])(?!\d{4}-\d\d-\d\d(?!\d))"
            r"\+?\(?\d(?:[ ()-]{0,2}\d){6,}(?![0-9A-Za-z_:]|[.-]\d)"
        ),
        "<number>",
    ),
)


def mask(text: str) -> str:
    """``text`` with order and tracking numbers, phones, e-mail addresses and tokens taken out.

    Ids of 32 hex digits, dates and times stay, so that a log can be followed.
    """
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def mask_values(value: Any) -> Any:
    """The same with every text in it masked, at any depth; what is no text stays as it is."""
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
