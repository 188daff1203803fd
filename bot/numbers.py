"""Finds numbers and dates in a customer's message by their form. Does not need Rasa.

The patterns run on a copy of the text in one spelling (``spelling.plain``). It is as long as the
original, so offsets are valid in both. Chinese has no word boundaries (订单1234567890到哪了),
so the patterns use look-arounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.dates import find_dates, find_full_dates
from bot.negation import taken_back
from bot.number_cues import ORDER_WORD, REACH, Cue, is_year, nearest_cue
from bot.number_forms import NumberForm, Written
from bot.spelling import plain
from bot.tracking_numbers import find_tracking_numbers

_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_GAP = r"[ .\-]?"

_PHONE = re.compile(
    rf"{_START}(?<!\+)(?:"
    rf"(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}"
    rf"|09\d\d[ \-]?\d{{3}}[ \-]?\d{{3}}"  # Taiwan
    rf"|\+\d{{1,3}}[ \-]?(?:\(?\d{{1,4}}\)?[ \-]?){{1,4}}\d{{3,4}}"
    rf"|\(?\d{{3}}\)?[ \-.]\d{{3}}[ \-.]\d{{4}}"
    rf"){_END}"
)
_UNITS = (
    "年|月|元|块|件|个|天|公里|人民币|美元|美金|日元|日币|台币|港币|箱|盒|瓶|份|克|斤|公斤|千克|毫升|毫安"
    "|厘米|小时|分钟|点|分|积分"
    r"|(?:usd|eur|gbp|rmb|cny|twd|ntd?|hkd|jpy|aud|cad|sgd|yen|dollars?|euros?|pounds?|points?|mah|pcs|pieces?|units?|items?|boxes|kg|g|grams?"
    r"|ml|cm|mm|inch(?:es)?|hours?|days?|weeks?|months?|years?|people|times)\b"
)
_NO_UNIT = rf"(?! ?(?:{_UNITS}))"
_FOUR_DIGITS = re.compile(
    rf"(?<![A-Za-z0-9$€£¥+#])(?<!\d[.,:/\-])\d{{4}}(?![A-Za-z0-9%]|[.,:/\-]\d){_NO_UNIT}",
    re.IGNORECASE,
)
_BETWEEN = r"[ ,、\-]"
# Digits with something between them, as far as they go: 8 0 0 0, 8-0-0-0, 80 00.
_SPACED_ROW = re.compile(
    rf"{_START}(?<![$€£¥+#])(?<!\d{_BETWEEN})(?<!\d{_BETWEEN}{{2}})(?<!\d{_BETWEEN}{{3}})"
    rf"\d{{1,4}}(?:{_BETWEEN}{{1,3}}\d{{1,4}})+"
    rf"(?![A-Za-z0-9%]|[.:/]\d|{_BETWEEN}{{1,3}}\d){_NO_UNIT}",
    re.IGNORECASE,
)
_SPACED_FOUR = re.compile(r"\d([ ,、\-]{1,3})\d\1\d\1\d|\d\d[ \-]\d\d")
_NO_DIGIT = re.compile(r"\D")
_NOT_DIALLED = re.compile(r"[^\d+]")

# What stands before and behind digits of a sum, a date, a time or a longer number.
_JOINED_BEFORE = re.compile(r"(?:[$€£¥+]|(?<![A-Za-z])\.|\d[.,:/ \-])$")
_JOINED_AFTER = re.compile(rf"%|[.,:/ \-]\d| ?(?:{_UNITS})", re.IGNORECASE)
# A long row without a gap is whole, whatever stands beside it.
_SUM_BEFORE = re.compile(r"[$€£¥+.]$")
_SUM_AFTER = re.compile(r"\.\d")
_WHOLE = re.compile(r"\d{8,}")
# A parcel's, if words say so: the carriers' numbers without letters.
_PARCEL_WORD = re.compile(
    r"快递|快件|包裹|物流|运单|货运|\b(?:track|parcel|package|shipment|waybill)", re.I
)
# Five letters and some digits are a word as well as a number: iphone15.
_WORDLIKE = re.compile(r"[A-Za-z]{5}")
_PARCEL_DIGITS = re.compile(rf"{_START}\d(?:[ \-]?\d){{9,25}}{_END}")

# What words can call digits that are no order's.
_NO_ORDERS = (Cue.PARCEL, Cue.OTHER, Cue.ORDERS_END)

# Stands in the rest of the text where a number was found.
_FOUND = "□"
# Digits in an e-mail address are a part of a name.
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
# So many digits are no phone, sum or date.
_LONG = 12


@dataclass(frozen=True)
class Number:
    """``text[start:end]`` is the number as it was written, ``value`` its normal form.

    ``given`` is True if the number tells by itself, or the message says, what it is. Otherwise
    the digits mean that only if they were asked for; then the same four digits may be found as
    an order number and as a phone's. ``taken_back``: the message says that this is not the number.
    """

    entity: str
    value: str
    start: int
    end: int
    given: bool = False
    taken_back: bool = False


def find_numbers(
    text: str,
    order_forms: Sequence[NumberForm] = (),
    parcel_forms: Sequence[NumberForm] = (),
) -> list[Number]:
    """Order and tracking numbers, phones, four bare digits and dates, in reading order.

    ``order_forms`` are those of the shop's order numbers, ``parcel_forms`` those that it names
    beside the carriers'. The numbers do not overlap, with two exceptions: a phone also yields its
    last four digits, and four bare digits may be an order's or a phone's.
    """
    spelled = rest = _ADDRESS.sub(lambda address: _FOUND * len(address[0]), plain(text))
    found: list[Number] = []
    for number in _in_order_of_precedence(spelled, order_forms, parcel_forms):
        if _FOUND not in rest[number.start : number.end]:
            found.append(number)
            if not _may_be_a_phones(number):
                covered = _FOUND * (number.end - number.start)
                rest = rest[: number.start] + covered + rest[number.end :]
    found += _bare_four_digits(spelled, rest, beside_a_number=_hold_a_number(found))
    found = _with_those_taken_back(spelled, _told_apart(found))
    found += _ends_of_phones(found)
    return sorted(found, key=lambda number: (number.start, number.end, number.entity))


def _in_order_of_precedence(
    spelled: str, order_forms: Sequence[NumberForm], parcel_forms: Sequence[NumberForm]
) -> Iterator[Number]:
    written = [(form, number) for form in order_forms for number in form.find(spelled, bare=True)]
    for form, number in written:
        if number.in_full and (form.tells or _is_no_word(spelled, number)):
            yield _order(number, given=form.tells or _is_given(spelled, number))
    for parcel in find_tracking_numbers(spelled, parcel_forms):
        number = parcel.written
        cue = nearest_cue(spelled, number.start, number.end)
        is_another = cue is Cue.OTHER and number.value.isdigit()  # DHL account number 1234567890
        if cue is Cue.PARCEL or (parcel.is_sure and not is_another):
            yield _parcel(number.start, number.end, number.value)
    for start, end, value in find_full_dates(spelled):
        yield Number("date", value, start, end)
    for match in _PHONE.finditer(spelled):
        value = _NOT_DIALLED.sub("", match[0])
        yield Number("phone", value, match.start(), match.end())
    for start, end, value in find_dates(spelled):
        yield Number("date", value, start, end)
    yield from _bare_orders(spelled, [number for _, number in written if not number.in_full])
    for match in _PARCEL_DIGITS.finditer(spelled):
        if _are_a_parcels(spelled, match.start(), match.end()):
            yield _parcel(match.start(), match.end(), _NO_DIGIT.sub("", match[0]))


def _order(number: Written, *, given: bool) -> Number:
    return Number("order_number", number.value, number.start, number.end, given)


def _parcel(start: int, end: int, value: str) -> Number:
    return Number("tracking_number", value, start, end, given=True)


def _is_no_word(spelled: str, number: Written) -> bool:
    """Whether letters and digits that any word may have are not called a coupon's, a card's …"""
    return nearest_cue(spelled, number.start, number.end) is not Cue.OTHER


def _is_given(spelled: str, number: Written) -> bool:
    """Whether letters and digits are an order's, because they look like no word or words say so."""
    if not _WORDLIKE.search(spelled, number.start, number.end):
        return True
    return nearest_cue(spelled, number.start, number.end) is Cue.ORDER


def _are_a_parcels(spelled: str, start: int, end: int) -> bool:
    """Whether words say that these ten digits or more are a tracking number."""
    cue = nearest_cue(spelled, start, end)
    if cue is not Cue.ORDER or ORDER_WORD.search(spelled, max(0, start - REACH), start):
        return cue is Cue.PARCEL
    return _PARCEL_WORD.search(spelled, max(0, start - REACH), end + REACH) is not None


def _bare_orders(spelled: str, written: list[Written]) -> Iterator[Number]:
    """The digits of order numbers without what tells them from others."""
    for number in written:
        start, end = number.start, number.end
        if not _stand_alone(spelled, start, end):
            continue
        cue = nearest_cue(spelled, start, end)
        is_long = _is_long(spelled[start:end])
        given = cue is Cue.ORDER or is_long
        if cue in _NO_ORDERS or (cue is Cue.PHONE and not is_long):
            continue
        if not is_year(spelled, start, end, in_order=given):
            yield _order(number, given=given)


def _is_long(digits: str) -> bool:
    return len(_NO_DIGIT.sub("", digits)) >= _LONG


def _stand_alone(spelled: str, start: int, end: int) -> bool:
    """Whether the digits are not a part of something longer, or a sum."""
    digits, before, after = (
        spelled[start:end],
        spelled[max(0, start - REACH) : start],
        spelled[end : end + REACH],
    )
    if _WHOLE.fullmatch(digits) or _is_long(digits):
        return not (_SUM_BEFORE.search(before) or _SUM_AFTER.match(after))
    return not (_JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after))


def _may_be_a_phones(number: Number) -> bool:
    """Whether these are four digits that would be an order's if the bot had asked for it."""
    four = number.end - number.start == 4
    return number.entity == "order_number" and four and not number.given


def _told_apart(found: list[Number]) -> list[Number]:
    """Without what may be an order's beside another number, or where it is told to be a phone's."""
    told = {number.start for number in found if number.given}
    beside_a_number = _hold_a_number(found)
    return [
        number
        for number in found
        if not (_may_be_a_phones(number) and (beside_a_number or number.start in told))
    ]


def _bare_four_digits(spelled: str, rest: str, *, beside_a_number: bool) -> Iterator[Number]:
    """Four digits that may be the last ones of a phone. They are looked for in the ``rest``.

    So punctuation behind another number does not join it to the digits.
    """
    rows = (row for row in _SPACED_ROW.finditer(rest) if _SPACED_FOUR.fullmatch(row[0]))
    found = [
        (m, nearest_cue(spelled, m.start(), m.end())) for m in (*_FOUR_DIGITS.finditer(rest), *rows)
    ]
    cued = Cue.PHONE.value.search(spelled) is not None
    # Where words tell which digits are the phone's, the others are not: "1042, ending 8000".
    told = [match for match, cue in found if cue is Cue.PHONE]
    others = (Cue.OTHER, Cue.ORDERS_END)
    for match in told or [match for match, cue in found if cue not in others]:
        if cued or not is_year(rest, match.start(), match.end()):
            value = _NO_DIGIT.sub("", match[0])
            given = cued or beside_a_number
            yield Number("phone_last4", value, match.start(), match.end(), given)


def _with_those_taken_back(spelled: str, found: list[Number]) -> list[Number]:
    numbers: list[Number] = []
    for entity in {number.entity for number in found}:
        alike = sorted((n for n in found if n.entity == entity), key=lambda number: number.start)
        back = taken_back(spelled, [(number.start, number.end) for number in alike])
        numbers += [replace(n, taken_back=is_back) for n, is_back in zip(alike, back, strict=True)]
    return numbers


def _ends_of_phones(found: list[Number]) -> list[Number]:
    """The last four digits of each phone."""
    beside_a_number = _hold_a_number(found)
    return [
        replace(
            phone,
            entity="phone_last4",
            value=phone.value[-4:],
            start=phone.end - 4,
            given=beside_a_number,
        )
        for phone in found
        if phone.entity == "phone"
    ]


def _hold_a_number(found: list[Number]) -> bool:
    kinds = ("order_number", "tracking_number")
    return any(number.entity in kinds and not _may_be_a_phones(number) for number in found)
