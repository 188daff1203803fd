"""Finds numbers and dates in a customer's message by their form. Does not need Rasa.

The patterns run on a half-width copy of the text. It is as long as the original, so
offsets are valid in both. Chinese has no word boundaries (订单RL1234567890到哪了), so
the patterns use look-arounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HALF_WIDTH = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212], "-")

_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_GAP = r"[ .\-]?"

_ORDER = re.compile(rf"{_START}R ?L[ .\-:#]{{0,2}}((?:\d{_GAP}){{9}}\d){_END}", re.IGNORECASE)
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
_FOUR_DIGITS = re.compile(
    r"(?<![A-Za-z0-9.,:/+\-#$€£¥￥])\d{4}"
    r"(?![A-Za-z0-9%]|[.,:/\-]\d| ?(?:年|月|元|块|件|个|天|公里|人民币|美元|美金|日元|usd|eur|rmb|cny))",
    re.IGNORECASE,
)
_PHONE_CUE = re.compile(
    r"尾号|[后末][四4]位|last (?:four|4)|ending|ends (?:in|with)|手机|电话|phone|digits",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"(?:\b(?:in|since|of|from|year)|{_MONTH},?) ?$", re.IGNORECASE)
_LOOK_BACK = 24

_NOT_DIALLED = re.compile(r"[^\d+]")
_SEPARATORS = re.compile(r"[ .\-]")


@dataclass(frozen=True)
class Number:
    """``text[start:end]`` is the number as it was written, ``value`` its normal form.

    ``given`` is True for four digits if the message itself says that they are a phone's.
    """

    entity: str
    value: str
    start: int
    end: int
    given: bool = False


def half_width(text: str) -> str:
    """The text with half-width letters, digits and dashes; its length stays the same."""
    return text.translate(_HALF_WIDTH)


def find_numbers(text: str) -> list[Number]:
    """Order and tracking numbers, phones, four bare digits and dates, in reading order.

    They do not overlap, with one exception: a phone also yields its last four digits.
    """
    plain = half_width(text)
    found: list[Number] = []
    taken = bytearray(len(plain))
    for number in _in_order_of_precedence(plain):
        if not any(taken[number.start : number.end]):
            taken[number.start : number.end] = b"x" * (number.end - number.start)
            found.append(number)
    found += _last_digits(plain, found, taken)
    return sorted(found, key=lambda number: (number.start, number.end))


def _in_order_of_precedence(plain: str) -> Iterator[Number]:
    for match in _ORDER.finditer(plain):
        yield Number("order_number", "RL" + _bare(match[1]), match.start(), match.end())
    for match in _TRACKING.finditer(plain):
        yield Number("tracking_number", _bare(match[0]).upper(), match.start(), match.end())
    for match in _FULL_DATE.finditer(plain):
        value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        yield Number("date", value, match.start(), match.end())
    for match in _PHONE.finditer(plain):
        value = _NOT_DIALLED.sub("", match[0])
        yield Number("phone", value, match.start(), match.end())
    for match in _DATE.finditer(plain):
        yield Number("date", match[0].lower(), match.start(), match.end())


def _last_digits(plain: str, found: list[Number], taken: bytearray) -> Iterator[Number]:
    """Four digits that may be the last ones of a phone. ``taken`` marks what ``found`` covers."""
    cued = _PHONE_CUE.search(plain) is not None
    beside_a_number = any(n.entity in ("order_number", "tracking_number") for n in found)
    for number in found:
        if number.entity == "phone":
            yield Number(
                "phone_last4", number.value[-4:], number.end - 4, number.end, beside_a_number
            )
    for match in _FOUR_DIGITS.finditer(plain):
        if any(taken[match.start() : match.end()]):
            continue
        before = plain[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not cued and _YEAR.search(before):
            continue
        given = cued or beside_a_number
        yield Number("phone_last4", match[0], match.start(), match.end(), given)


def _bare(number: str) -> str:
    return _SEPARATORS.sub("", number)
