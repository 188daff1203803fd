"""Finds numbers and dates in a customer's message by their form. Does not need Rasa.

The patterns run on a copy of the text in one spelling (``spelling.plain``). It is as long as the
original, so offsets are valid in both. Chinese has no word boundaries (订单RL1234567890到哪了),
so the patterns use look-arounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.negation import taken_back
from bot.spelling import plain

_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_GAP = r"[ .\-]?"

_ORDER = re.compile(
    rf"{_START}R[ .\-]?L[ .,:、_/()\-#]{{0,3}}((?:\d[ .,、_/\-]{{0,3}}){{9}}\d){_END}",
    re.IGNORECASE,
)
# Its digits alone. With blanks between them, they are no part of a longer row of digits.
_TEN_DIGITS = re.compile(
    rf"{_START}(?<![+$€£¥.])(?:\d{{10}}{_END}(?!\.\d)"
    rf"|(?<!\d[ \-])\d(?:[ \-]\d|\d){{9}}{_END}(?![ \-.]\d))"
)
_TRACKING = re.compile(
    rf"{_START}(?:"
    rf"[A-Z]{{2}}{_GAP}(?:\d{_GAP}){{9}}[A-Z]{{2}}"  # S10, the post's: LX123456785CN
    rf"|SF{_GAP}(?:\d{_GAP}){{12}}\d"
    rf"|YT{_GAP}(?:\d{_GAP}){{15}}\d"
    rf"|1Z{_GAP}(?:[A-Z0-9]{_GAP}){{15}}[A-Z0-9]"
    rf"){_END}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"{_START}(?<!\+)(?:"
    rf"(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}"
    rf"|\+\d{{1,3}}[ \-]?(?:\(?\d{{1,4}}\)?[ \-]?){{1,4}}\d{{3,4}}"
    rf"|\(?\d{{3}}\)?[ \-.]\d{{3}}[ \-.]\d{{4}}"
    rf"){_END}"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FULL_DATE = re.compile(
    rf"{_START}(20\d\d) ?[年./\-] ?(1[0-2]|0?[1-9]) ?[月./\-] ?(3[01]|[12]\d|0?[1-9])(?:日|号|(?!\d))"
)
_DATE = re.compile(
    r"(?<![\d月])(?:1[0-2]|0?[1-9]) ?月 ?(?:3[01]|[12]\d|0?[1-9])(?:日|号|(?!\d))"
    r"|大后天|大前天|今天|今晚|今日|明天|明早|明晚|明日|后天|昨天|昨晚|昨日|前天"
    r"|(?<![这本下上])[这本下上]*个?(?:周|星期|礼拜)[一二三四五六日天末]"
    rf"|\b(?:{_MONTH} ?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,? 20\d\d)?"
    rf"|(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: 20\d\d)?)(?![A-Za-z0-9])"
    rf"|\b(?:(?:this|next|last) )?{_WEEKDAY}\b"
    r"|\b(?:today|tonight|tomorrow|yesterday|(?:this|next|last) (?:week|weekend|month))\b"
    r"|(?<![\d/.])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/])",
    re.IGNORECASE,
)
_NO_UNIT = r"(?! ?(?:年|月|元|块|件|个|天|公里|人民币|美元|美金|日元|usd|eur|rmb|cny))"
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
_ORDER_CUE = re.compile(
    r"订单|单号|编号|[查单]|到哪|发货|包裹|快递|退款|order|#|track|parcel|package|refund|where|(?<![A-Za-z])RL",
    re.IGNORECASE,
)
_PHONE_CUE = re.compile(
    r"尾号|尾数|[后末][四4]位|last (?:four|4)|ending|ends (?:in|with)|手机|电话|phone|mobile|digits",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"(?:\b(?:in|since|of|from|year)|{_MONTH},?) ?$", re.IGNORECASE)

_NO_DIGIT = re.compile(r"\D")
_NOT_DIALLED = re.compile(r"[^\d+]")
_SEPARATORS = re.compile(r"[ .\-]")
_CLAUSE_END = re.compile(r"[,;。\n]")

# Stands in the rest of the text where a number was found.
_FOUND = "□"
# How far from a number the words that explain it are looked for.
_REACH = 40


@dataclass(frozen=True)
class Number:
    """``text[start:end]`` is the number as it was written, ``value`` its normal form.

    ``given`` is True for four digits if the message itself says that they are a phone's, and for
    an order number if it is written with its letters or the message says what it is. Otherwise
    the digits mean that only if they were asked for. ``taken_back``: the message says that this
    is not the number.
    """

    entity: str
    value: str
    start: int
    end: int
    given: bool = False
    taken_back: bool = False


def find_numbers(text: str) -> list[Number]:
    """Order and tracking numbers, phones, four bare digits and dates, in reading order.

    They do not overlap, with one exception: a phone also yields its last four digits.
    """
    spelled = rest = plain(text)
    found: list[Number] = []
    for number in _in_order_of_precedence(spelled):
        if _FOUND not in rest[number.start : number.end]:
            found.append(number)
            covered = _FOUND * (number.end - number.start)
            rest = rest[: number.start] + covered + rest[number.end :]
    found += _bare_four_digits(spelled, rest, beside_a_number=_hold_a_number(found))
    found = _with_those_taken_back(spelled, found)
    found += _ends_of_phones(found)
    return sorted(found, key=lambda number: (number.start, number.end))


def _in_order_of_precedence(spelled: str) -> Iterator[Number]:
    for match in _ORDER.finditer(spelled):
        value = "RL" + _NO_DIGIT.sub("", match[1])
        yield Number("order_number", value, match.start(), match.end(), given=True)
    for match in _TRACKING.finditer(spelled):
        value = _SEPARATORS.sub("", match[0]).upper()
        yield Number("tracking_number", value, match.start(), match.end(), given=True)
    for match in _FULL_DATE.finditer(spelled):
        value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        yield Number("date", value, match.start(), match.end())
    for match in _PHONE.finditer(spelled):
        value = _NOT_DIALLED.sub("", match[0])
        yield Number("phone", value, match.start(), match.end())
    for match in _DATE.finditer(spelled):
        yield Number("date", match[0].lower(), match.start(), match.end())
    for match in _TEN_DIGITS.finditer(spelled):
        cue = _nearest_cue(spelled, match.start(), match.end())
        if cue is not _PHONE_CUE:
            value = "RL" + _NO_DIGIT.sub("", match[0])
            given = cue is _ORDER_CUE
            yield Number("order_number", value, match.start(), match.end(), given)


def _nearest_cue(spelled: str, start: int, end: int) -> re.Pattern[str] | None:
    """What the words of the clause say of the digits: a phone's, an order's, or nothing.

    The last words before the digits decide; where there are none, those after them.
    """
    before = _CLAUSE_END.split(spelled[max(0, start - _REACH) : start])[-1]
    after = _CLAUSE_END.split(spelled[end : end + _REACH])[0]
    ends = {
        cue: max((match.end() for match in cue.finditer(before)), default=0)
        for cue in (_PHONE_CUE, _ORDER_CUE)
    }
    if any(ends.values()):
        return max(ends, key=lambda cue: ends[cue])
    return next((cue for cue in ends if cue.search(after)), None)


def _bare_four_digits(spelled: str, rest: str, *, beside_a_number: bool) -> Iterator[Number]:
    """Four digits that may be the last ones of a phone. They are looked for in the ``rest``.

    So punctuation behind another number does not join it to the digits.
    """
    cued = _PHONE_CUE.search(spelled) is not None
    rows = (row for row in _SPACED_ROW.finditer(rest) if _SPACED_FOUR.fullmatch(row[0]))
    for match in (*_FOUR_DIGITS.finditer(rest), *rows):
        if cued or not _YEAR.search(rest[max(0, match.start() - _REACH) : match.start()]):
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
    return any(number.entity in ("order_number", "tracking_number") for number in found)
