"""Finds dates in a customer's message by their form. Does not need Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FULL_DATE = re.compile(
    r"(?<![A-Za-z0-9])(20\d\d) ?[年./\-] ?(1[0-2]|0?[1-9]) ?[月./\-] ?(3[01]|[12]\d|0?[1-9])(?:日|号|(?!\d))"
)
_DATE = re.compile(
    r"(?<![\d月])(?:1[0-2]|0?[1-9]) ?月 ?(?:3[01]|[12]\d|0?[1-9])(?:日|号|(?!\d))"
    r"|大后天|大前天|今天|今晚|今日|明天|明早|明晚|明日|后天|昨天|昨晚|昨日|前天"
    r"|(?<![这本下上])[这本下上]*个?(?:周|星期|礼拜)[一二三四五六日天末]"
    rf"|\b(?:{MONTH} ?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,? 20\d\d)?"
    rf"|(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?:of )?{MONTH}(?: 20\d\d)?)(?![A-Za-z0-9])"
    rf"|\b(?:(?:this|next|last) )?{_WEEKDAY}\b"
    r"|\b(?:today|tonight|tomorrow|yesterday|(?:this|next|last) (?:week|weekend|month))\b"
    r"|(?<![\d/.])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/])",
    re.IGNORECASE,
)


def find_full_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and ISO 8601 form of the dates with a year, in reading order."""
    for match in _FULL_DATE.finditer(text):
        yield match.start(), match.end(), f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def find_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words, in small letters, of the other dates, such as ``next monday``."""
    for match in _DATE.finditer(text):
        yield match.start(), match.end(), match[0].lower()
