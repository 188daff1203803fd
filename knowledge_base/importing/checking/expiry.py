"""Dates in a text that say an end: "until 31 May 2023", 活动截止至2023年5月31日."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = re.compile(_YEAR)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DASH = r"[-–—~]"
_CLOCK = r"(?:\d{1,2}:\d\d(?::\d\d)?(?:\s*+[ap]\.?m\.?)?|\d{1,2}\s*+(?:[ap]\.?m\.?|点|时))"

# One alternative a way to write a date; the groups' names begin with what they hold.
_DATE = re.compile(
    rf"""(?<![\d.])(?:
      (?P<y1>{_YEAR})\s*(?P<sep>[-/.])\s*(?P<m1>\d{{1,2}})\s*(?P=sep)\s*(?P<d1>\d{{1,2}})(?!\d)
    | (?P<y2>{_YEAR})\s*年\s*(?P<m2>\d{{1,2}})\s*月(?:\s*(?P<d2>\d{{1,2}})\s*[日号號]?|份|底|末)?
    | (?P<m3>\d{{1,2}})\s*月\s*(?P<d3>\d{{1,2}})\s*[日号號]
    | (?P<either>\d{{1,2}})(?P<sep4>[-/.])(?P<other>\d{{1,2}})(?P=sep4)(?P<y4>{_YEAR})(?!\d)
    | (?P<d5>{_DAY})\s+(?:of\s+)?(?P<m5>{_MONTH})(?:,?\s+(?P<y5>{_YEAR})(?!\d))?
    )
    | \b(?P<m6>{_MONTH})\s+(?:{_DAY}\s*(?P<within>{_DASH})\s*)?(?P<d6>{_DAY})(?!\d)
      (?:,?\s+(?P<y6>{_YEAR})(?!\d))?
    | \b(?P<m7>{_MONTH}),?\s+(?P<y7>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "2023年5月1日至31日", "2023/5/1-5/31": the end leaves out what the start has said.
_SHORT_END = re.compile(
    rf"\s*(?:{_DASH}|至|到)\s*(?:(?P<m>\d{{1,2}})[/.-](?P<d>\d{{1,2}})|(?P<only>\d{{1,2}})\s*[日号號])(?!\d)"
)
_BETWEEN = re.compile(
    rf"\s*+(?:,\s*+)?(?:\([^()]{{1,9}}\)\s*+)?(?:{_CLOCK}\s*+)?(?:起\s*+)?"
    rf"(?:{_DASH}{{1,2}}|至|到|to|until|till?|through|thru)\s*+(?:the\s++)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"""(?:
      (?:截止|截至|止于|至|(?<![收达])到|有效期限?|(?:活动|促销|优惠|有效)(?:时间|日期|期间?)|到期日?|最后一天|最晚)
      (?:日期|时间|日)?\s*+(?:(?:为|是|至|到|于|在)\s*+)?(?::\s*+)?
    | \b(?:until|till?|'til|before|by|through|thru|expir(?:es?|y|ing|ation)(?:\s+date)?|deadline
        |end(?:s|ed|ing)?|clos(?:es?|ing)|last\s+day|no\s+later\s+than|up\s+to
        |(?:valid|extended|good|open|runs?|available)\s+to)
      (?:\s++(?:is|was|of|on|at|in))?\s*+(?::\s*+)?
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s*+(?:{_DASH}|to|through|until)\s*+
    )
    (?:(?:the\s++)?end\s++of\s++)?(?:(?:midnight|noon)\s*+)?(?:{_CLOCK}\s*+(?:[a-z]{{2,4}}\s++)?)?(?:on\s++)?
    (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*+)?(?:the\s++)?(?:["“”'(]\s*+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER = re.compile(
    rf"""\s*+(?:\([^()]{{1,6}}\)\s*+)?(?:(?:当天|{_CLOCK}|24点)\s*+)?
    (?:之?前|以前|为?止|截止|到期|结束|过期|失效|(?:is|was)\s+the\s+(?:last|final)\s+day)""",
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN_TWO = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_NO_END = re.compile(
    r"(?:更新|修订|updated?|revised|founded|成立)(?:于|至|到|日期|时间|on|by|[:\s])*$", re.I
)
_LOOK_BACK = 48


@dataclass(frozen=True)
class End:
    """The last day of something, and the words that say so."""

    day: date
    text: str


@dataclass
class _Mention:
    start: int
    stop: int
    year: int | None
    month: int
    day: int | None
    ends: bool = False
    starts: bool = False


def ends(text: str) -> list[End]:
    """Every date with a year that says an end, in the order of the text.

    A month without a day ends with its last day; of 05/06/2023, which is read differently in
    different countries, the later reading counts. "Since 2015", "founded 2012-03-01" and the
    start of a range are no ends, and a date without a year is not judged.
    """
    text = unicodedata.normalize("NFKC", text)
    if not _ANY_YEAR.search(text):
        return []
    mentions = [mention for mention in _mentions(text) if _valid(mention)]
    _join_ranges(mentions, text)
    found = []
    for mention in mentions:
        before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
        said = mention.ends or _BEFORE.search(before) or _AFTER.match(text, mention.stop)
        if said and not mention.starts and not _NO_END.search(before) and mention.year:
            found.append(End(_last_day(mention, mention.year), _words(text, mention)))
    return found


def _mentions(text: str) -> Iterator[_Mention]:
    for found in _DATE.finditer(text):
        parts = {name: value for name, value in found.groupdict().items() if value}
        mention = _Mention(
            found.start(),
            found.end(),
            _number(parts, "y"),
            _month(parts),
            _number(parts, "d"),
            ends="within" in parts,
        )
        if "either" in parts:
            mention.day, mention.month = _day_and_month(
                int(parts["either"]), int(parts["other"]), _number(parts, "y") or 1
            )
        yield mention
        short = _SHORT_END.match(text, found.end())
        if short and mention.year:
            mention.starts = True
            month = int(short["m"]) if short["m"] else mention.month
            day = int(short["d"] or short["only"])
            year = mention.year + (month < mention.month)
            yield _Mention(found.start(), short.end(), year, month, day, ends=True)


def _join_ranges(mentions: list[_Mention], text: str) -> None:
    for first, second in pairwise(mentions):
        both = text[first.stop : second.start].strip() == "and"
        joined = _BETWEEN.fullmatch(text, first.stop, second.start) or (
            both and _BETWEEN_TWO.search(text, max(0, first.start - _LOOK_BACK), first.start)
        )
        if joined and not second.ends:
            first.starts, second.ends = True, True
            if second.year is None and first.year:
                second.year = first.year + (second.month < first.month)


def _number(parts: dict[str, str], letter: str) -> int | None:
    value = _group(parts, letter)
    return int("".join(filter(str.isdecimal, value))) if value else None


def _month(parts: dict[str, str]) -> int:
    value = _group(parts, "m") or "0"
    return int(value) if value.isdigit() else _MONTHS.index(value[:3].lower()) + 1


def _group(parts: dict[str, str], letter: str) -> str | None:
    named = (name for name in parts if name[0] == letter and name[1:].isdecimal())
    return next((parts[name] for name in named), None)


def _day_and_month(first: int, second: int, year: int) -> tuple[int, int]:
    readings = [
        (month, day)
        for day, month in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    ]
    month, day = max(readings, default=(0, 0))
    return day, month


def _valid(mention: _Mention) -> bool:
    if not 1 <= mention.month <= 12:
        return False
    longest = monthrange(mention.year or 2000, mention.month)[1]
    return mention.day is None or 1 <= mention.day <= longest


def _last_day(mention: _Mention, year: int) -> date:
    return date(year, mention.month, mention.day or monthrange(year, mention.month)[1])


def _words(text: str, mention: _Mention) -> str:
    start = max(0, mention.start - 16)
    before = text[start : mention.start]
    if start and " " in before:
        before = before.partition(" ")[2]
    after = _AFTER.match(text, mention.stop)
    return " ".join((before + text[mention.start : after.end() if after else mention.stop]).split())
