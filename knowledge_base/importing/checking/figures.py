"""What a text says in figures: 7 days, 20%, US$49, 三天. Compared by kind, across languages."""

import re
from collections import defaultdict
from collections.abc import Mapping

Figures = Mapping[str, frozenset[float]]
"""Numbers by what they count; ``""`` for those that count nothing known."""

_DIGITS = {"零": 0, "〇": 0, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_DIGITS |= {"七": 7, "八": 8, "九": 9}
_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten"),
)
_NUMBER = rf"\d[\d,]*(?:\.\d+)?|[零〇一两二三四五六七八九十百]+|\b(?:{'|'.join(_WORDS)})\b"
# The first that fits counts; weeks become days, so that 2 weeks are 14 days.
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("working days", 1, r"个?工作[日天]|(?:working|business|work)[ -]days?"),
    ("days", 7, r"个?(?:星期|礼拜|周(?!年))|weeks?\b"),
    ("days", 1, r"[天日]|号(?!码)|(?:calendar |natural )?days?\b"),
    ("hours", 1, r"个?(?:小时|钟头)|hours?\b|hrs?\b|h\b"),
    ("minutes", 1, r"分钟|minutes?\b|mins?\b"),
    ("months", 1, r"个月|months?\b"),
    ("years", 1, r"年|years?\b"),
    ("percent", 1, r"%|percent\b|per cent\b"),
    ("tenths", 1, r"折"),
    (
        "money",
        1,
        r"元|块|圆|美[元金]|港[币元]|欧元|英镑|usd|cny|rmb|eur|gbp|hkd|dollars?\b|yuan\b|euros?\b|pounds?\b",
    ),
    ("weight", 1, r"公斤|千克|kg\b|kilos?\b"),
    ("weight", 0.5, r"斤"),
    ("weight", 0.001, r"克|g\b|grams?\b"),
    ("length", 1, r"厘米|cm\b"),
    ("length", 0.1, r"毫米|mm\b"),
)
_UNIT = "|".join(f"(?P<u{number}>{pattern})" for number, (_, _, pattern) in enumerate(_UNITS))
_FIGURE = re.compile(
    rf"(?:(?P<currency>[$¥€£])\s*+)?(?P<number>{_NUMBER})"
    rf"(?:\s*+(?:[-–—~至到]|to)\s*+(?P<upto>{_NUMBER}))?\s*+(?:-\s*+)?(?:{_UNIT})?"
)
_CHINESE_NUMBER = re.compile(r"[零〇一两二三四五六七八九十百]+")


def figures(text: str) -> Figures:
    """Every number of a normalised text, both ends of a range. Numbers in words count with a unit only:
    一下 and "no one" say no figure."""
    found: defaultdict[str, set[float]] = defaultdict(set)
    for match in _FIGURE.finditer(text):
        kind, factor = _unit(match)
        for number in filter(None, (match["number"], match["upto"])):
            if kind or number[0] in "0123456789":
                found[kind].add(round(_value(number) * factor, 6))
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


def conflicting(a: Figures, b: Figures) -> str | None:
    """A kind of which both texts name a number that the other does not, None when there is none.

    Half of a statement ("7 天内可退" beside "7 天内可退，3 天到账") is no conflict.
    """
    for kind, numbers in a.items():
        others = b.get(kind)
        if others and not numbers <= others and not others <= numbers:
            return kind
    return None


def _unit(match: re.Match[str]) -> tuple[str, float]:
    for number, (kind, factor, _) in enumerate(_UNITS):
        if match[f"u{number}"]:
            return kind, factor
    return ("money", 1) if match["currency"] else ("", 1)


def _value(number: str) -> float:
    if number in _WORDS:
        return _WORDS.index(number)
    if not _CHINESE_NUMBER.fullmatch(number):
        return float(number.replace(",", ""))
    if not any(unit in number for unit in "十百"):
        return float("".join(str(_DIGITS[digit]) for digit in number))
    total, digit = 0, 0
    for character in number:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
