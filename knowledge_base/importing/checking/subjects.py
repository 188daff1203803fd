"""What a question is about that its vector does not show: numbers, codes, before or after."""

import re
from functools import lru_cache

from knowledge_base.importing.checking.figures import Figures, figures

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z0-9]+")
_SIZE = re.compile(r"\b(?:size ([a-z0-9]+)|([a-z0-9]+) size|(x+[sl]))\b")
_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[a-z])[a-z0-9]+\b")
_OPPOSITES = (
    (r"之?前|before|until", r"之?后|after|since"),
    (r"国内|境内|domestic", r"国外|海外|境外|国际|abroad|overseas|international"),
    (
        r"开通|绑定|\b(?:activate|link|subscribe)\b",
        r"取消|关闭|解绑|\b(?:deactivate|unlink|unsubscribe)\b",
    ),
    (r"以上|above|over", r"以下|below|under"),
    (r"\bwith\b", r"\bwithout\b"),
)
_SIDES = tuple((re.compile(one), re.compile(other)) for one, other in _OPPOSITES)


def same_subject(a: str, b: str) -> bool:
    """Whether two questions of one meaning by their vectors name the same numbers, codes and sides.

    The shipped encoder gives "after 7 days" and "after 30 days" a cosine of 1, "iPhone 13" and
    "iPhone 14" too, and 发货前 and 发货后 one of 0.92. Both texts are normalised.
    """
    return _subject(a) == _subject(b)


@lru_cache(maxsize=100_000)
def _subject(text: str) -> tuple[Figures, frozenset[str], tuple[int, ...]]:
    if _HAN.search(text):
        # Latin letters in a Chinese question are names and sizes: PayPal, S 码.
        codes = {word for word in _LATIN.findall(text) if not word.isdigit()}
    else:
        codes = {*_CODE.findall(text), *(word for size in _SIZE.findall(text) for word in size)}
    sides = tuple(bool(one.search(text)) - bool(other.search(text)) for one, other in _SIDES)
    return figures(text), frozenset(codes), sides
