"""Finds and masks personal data in what people write in a shop's chat.

It is found by its form and by the words around it. Dates, prices, sizes, model names, postcodes,
web addresses and numbers that were replaced before (``[ORDERID_1000]``, ``<phone>``) are no
personal data. Names and street addresses are, but nothing in their form sets them apart from other
words: they are not found.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.language.text import (
    DetectedLanguage,
    detect_language,
)
from knowledge_base.privacy.patterns import (
    PATTERNS,
    PROTECTED,
    Kind,
)

_PLACEHOLDERS: dict[DetectedLanguage, dict[Kind, str]] = {
    "zh-Hans": {
        "order_number": "[订单号]",
        "tracking_number": "[运单号]",
        "phone": "[电话]",
        "identity_card": "[证件号]",
        "bank_card": "[银行卡号]",
        "email": "[邮箱]",
    },
    "zh-Hant": {
        "order_number": "[訂單號]",
        "tracking_number": "[運單號]",
        "phone": "[電話]",
        "identity_card": "[證件號]",
        "bank_card": "[銀行卡號]",
        "email": "[郵箱]",
    },
    "en": {
        "order_number": "[order number]",
        "tracking_number": "[tracking number]",
        "phone": "[phone]",
        "identity_card": "[identity card]",
        "bank_card": "[bank card]",
        "email": "[email]",
    },
}

PLACEHOLDERS = frozenset(text for texts in _PLACEHOLDERS.values() for text in texts.values())
"""All that ``mask`` may write."""

# Each is replaced by one character, so that places in the text stay the same.
_NOT_ASCII_FORM = re.compile(r"[\uff01-\uff5e\u3000\u2010-\u2015\u2212]|(?![0-9])\d")
_BLANK = "\0"
_MAY_HOLD_DATA = re.compile(r"[@＠]|\d(?:\D*\d){3}")  # no number has fewer digits
_MOST_PASSES = 16


@dataclass(frozen=True)
class Found:
    """``text[start:end]`` is ``value``, personal data of ``kind``."""

    kind: Kind
    start: int
    end: int
    value: str


def find(text: str) -> list[Found]:
    """Personal data in the order of the text; no two overlap.

    ``service_phone`` is the hotline of a company, which is no person's. Takes linear time in any
    text; where more than 16 numbers follow each other with nothing between them, some may be
    missed.
    """
    if not _MAY_HOLD_DATA.search(text):
        return []
    remaining = _blanked(_plain(text), [m.span() for m in PROTECTED.finditer(text)])
    found: list[Found] = []
    # What is found is no context for its neighbours, so a number may only be seen once the one
    # beside it is gone. Looking until nothing is left makes masking a second time change nothing.
    for _ in range(_MOST_PASSES):
        if not _MAY_HOLD_DATA.search(remaining):
            break
        spans = list(_pass(remaining))
        if not spans:
            break
        found += [Found(kind, start, end, text[start:end]) for kind, start, end in spans]
        remaining = _blanked(remaining, sorted((start, end) for _, start, end in spans))
    return sorted(found, key=lambda item: item.start)


def personal(text: str) -> list[Found]:
    """What ``find`` finds, without the hotlines."""
    return [item for item in find(text) if item.kind != "service_phone"]


def mask(text: str, fallback: DetectedLanguage = "en") -> str:
    """``text`` with every personal number or address replaced by its kind, in the text's language.

    Hotlines stay. ``fallback`` is for a text whose language cannot be seen, such as a bare number.
    Masking again changes nothing.
    """
    return replaced(text, personal(text), fallback)


def replaced(
    text: str,
    found: Sequence[Found],
    fallback: DetectedLanguage = "en",
    *,
    code: Callable[[str], str] = lambda _: "",
) -> str:
    """``text`` with each of ``found`` replaced by its kind.

    ``code`` makes eight small letters of a value, which follow the kind: [order number kxqwmzta].
    """
    if not found:
        return text
    words = _PLACEHOLDERS[detect_language(text, fallback)]
    for item in reversed(found):
        inner = f"{words[item.kind][1:-1]} {code(item.value)}".rstrip()
        text = f"{text[: item.start]}[{inner}]{text[item.end :]}"
    return text


def _pass(text: str) -> Iterator[tuple[Kind, int, int]]:
    for kind, pattern, check in PATTERNS:
        spans = []
        for match in pattern.finditer(text):
            start, end = match.span("it")
            if check is None or check(text[start:end]):
                spans.append((start, end))
        yield from ((kind, start, end) for start, end in spans)
        text = _blanked(text, spans)


def _plain(text: str) -> str:
    return _NOT_ASCII_FORM.sub(lambda match: _plain_character(match.group()), text)


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        return "-"
    return unicodedata.normalize("NFKC", character)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], _BLANK * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
