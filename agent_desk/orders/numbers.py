"""Order numbers, tracking numbers and phone digits as people type them; pure."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-_–—]")
_NO_DIGIT = re.compile(r"[^0-9]")


def normal_number(typed: str) -> str:
    """``typed`` in upper case, half width, without spaces and dashes.

    ``rl 2611-200042`` becomes ``RL2611200042``.
    """
    half_width = unicodedata.normalize("NFKC", typed)
    return _SEPARATORS.sub("", half_width).upper()


def last_four_digits(phone: str) -> str | None:
    """The last four digits of a phone number; None when it has fewer."""
    digits = _NO_DIGIT.sub("", unicodedata.normalize("NFKC", phone))
    return digits[-4:] if len(digits) >= 4 else None
