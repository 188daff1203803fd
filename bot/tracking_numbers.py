"""Finds tracking numbers by the forms of the carriers, and says whose a number is.

Lines come as ``spelling.plain`` returns them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.carriers import CARRIERS, Carrier, forms
from bot.check_digits import CheckDigit
from bot.number_cues import ORDER_WORD, REACH
from bot.number_forms import NumberForm, Written

# So many digits with a right check digit are nothing but a parcel's.
_LONG = 20
# So many, if the shop says that its parcels have them.
_LONG_OF_ITS_OWN = 12
# Fewer digits are no tracking number of digits alone.
_DIGITS = re.compile(r"\d(?:[ \-]?\d){9}")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class TrackingNumber:
    """A number at ``written``.

    ``is_sure``: nothing else looks so. It has the letters of a carrier or twenty digits, and its
    check digit is right if it has one; or the carrier's name stands beside it.
    """

    written: Written
    is_sure: bool


def find_tracking_numbers(
    text: str, own_forms: Sequence[NumberForm] = ()
) -> Iterator[TrackingNumber]:
    """The tracking numbers that have a known form; some may be mistyped, or another number.

    Of two that overlap, the first is the better. ``own_forms`` are those that the shop names; they
    come before the carriers'.
    """
    for form in own_forms:
        for written in form.find(text):
            yield TrackingNumber(written, written.in_full or len(written.value) >= _LONG_OF_ITS_OWN)
    for carrier, form, is_right in forms(digits_alone=False):
        for written in form.find(text):
            right = is_right is None or is_right(written.value)
            yield TrackingNumber(written, right or _is_named(text, written, carrier))
    if _DIGITS.search(text):
        # One number may begin with another: 7730 1234 5678 901.
        digits = sorted(_digits_alone(text), key=lambda number: number.start - number.end)
        yield from (TrackingNumber(written, is_sure=True) for written in digits)


def _digits_alone(text: str) -> Iterator[Written]:
    """Those that are long and have a right check digit, or stand beside their carrier's name."""
    named = {carrier for name in _NAMES.findall(text) for carrier in _BY_NAME[name.casefold()]}
    for carrier, form, is_right in forms(digits_alone=True):
        is_long = is_right is not None and form.most >= _LONG
        if is_long or carrier in named:
            for written in form.find(text):
                right = is_long and is_right is not None and is_right(written.value)
                if right or _is_named(text, written, carrier):
                    yield written


def carrier_of(number: str, words: str = "") -> Carrier | None:
    """Who carries the parcel with ``number``, which is in upper case and without blanks.

    The name in ``words`` decides, such as a shop's “UPS Ground”, and then the number's form. None
    for digits alone: many carriers number alike. A post without a row is None too.
    """
    names = _NAMES.findall(words)
    named = _BY_NAME[names[-1].casefold()] if names else ()
    by_form = _by_form(number)
    return by_form if by_form in named or not named else named[0]


def _by_form(number: str) -> Carrier | None:
    for carrier, form, is_right in forms(digits_alone=False):
        if _has(number, form, is_right):
            if carrier.code != "s10":
                return carrier
            return next((post for post in CARRIERS if post.country == number[-2:]), None)
    return next(
        (
            carrier
            for carrier, form, is_right in forms(digits_alone=True)
            if is_right and len(number) >= _LONG and _has(number, form, is_right)
        ),
        None,
    )


def _has(number: str, form: NumberForm, is_right: CheckDigit | None) -> bool:
    has_form = any(written.value == number for written in form.find(number))
    return has_form and (is_right is None or is_right(number))


def _is_named(text: str, written: Written, carrier: Carrier) -> bool:
    """Whether the carrier's name stands before the number, or behind it where none stands before."""
    before = text[max(0, written.start - REACH) : written.start]
    names = list(_NAMES.finditer(before))
    if names:
        said = names[-1]
        return carrier in _BY_NAME[said[0].casefold()] and not ORDER_WORD.search(before, said.end())
    after = _DIGIT.split(text[written.end : written.end + REACH], maxsplit=1)[0]
    behind = _NAMES.search(after)
    return behind is not None and carrier in _BY_NAME[behind[0].casefold()]


def _by_name() -> dict[str, tuple[Carrier, ...]]:
    by_name: dict[str, tuple[Carrier, ...]] = {}
    for carrier in CARRIERS:
        for name in carrier.names:
            by_name[name.casefold()] = (*by_name.get(name.casefold(), ()), carrier)
    return by_name


def _whole(name: str) -> str:
    """The pattern of a name; one in Latin letters is no part of a longer word."""
    return rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else re.escape(name)


_BY_NAME = _by_name()
_NAMES = re.compile("|".join(map(_whole, sorted(_BY_NAME, key=len, reverse=True))), re.IGNORECASE)
