"""Order numbers, tracking numbers and phone digits as people type them; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from agent_desk.domain.explanation import FoundNumber
from bot.number_forms import NumberForm
from bot.numbers import find_numbers
from knowledge_base.language.scripts import to_simplified

_SEPARATORS = re.compile(r"[\s\-_–—]")
_NO_DIGIT = re.compile(r"[^0-9]")


def numbers_in(
    text: str, order_forms: Sequence[NumberForm], parcel_forms: Sequence[NumberForm] = ()
) -> tuple[FoundNumber, ...]:
    """The numbers and dates in a visitor's line, in reading order, each once.

    They are those that the bot finds, with the forms of the shop. A number that the
    line itself calls wrong is left out.
    """
    found = find_numbers(to_simplified(text), order_forms, parcel_forms)
    numbers = [FoundNumber(n.entity, n.value) for n in found if not n.taken_back]
    return tuple(dict.fromkeys(numbers))


def normal_number(typed: str) -> str:
    """``typed`` in upper case, half width, without spaces and dashes, to compare it.

    ``ab 2611-200042`` becomes ``AB2611200042``.
    """
    half_width = unicodedata.normalize("NFKC", typed)
    return _SEPARATORS.sub("", half_width).upper()


def last_four_digits(phone: str) -> str | None:
    """The last four digits of a phone number; None when it has fewer."""
    digits = _NO_DIGIT.sub("", unicodedata.normalize("NFKC", phone))
    return digits[-4:] if len(digits) >= 4 else None
