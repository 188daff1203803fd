"""Finds and masks personal data in what people write in a shop's chat.

It is found by its form and by the words around it. Dates, prices, sizes, model names, postcodes
and numbers that were replaced before (``[ORDERID_1000]``, ``<phone>``) are no personal data.
In an answer, web addresses are the shop's own; in a question and a name they are looked into. Names and street addresses are, but nothing in their form sets them apart from other
words: they are not found.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from knowledge_base.language.text import (
    DetectedLanguage,
    detect_language,
)
from knowledge_base.privacy.patterns import (
    ADDRESS,
    PATTERNS,
    PLACEHOLDER,
    VARIABLE,
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
        "chat_account": "[账号]",
    },
    "zh-Hant": {
        "order_number": "[訂單號]",
        "tracking_number": "[運單號]",
        "phone": "[電話]",
        "identity_card": "[證件號]",
        "bank_card": "[銀行卡號]",
        "email": "[郵箱]",
        "chat_account": "[帳號]",
    },
    "en": {
        "order_number": "[order number]",
        "tracking_number": "[tracking number]",
        "phone": "[phone]",
        "identity_card": "[identity card]",
        "bank_card": "[bank card]",
        "email": "[email]",
        "chat_account": "[chat account]",
    },
}

PLACEHOLDERS = frozenset(text for texts in _PLACEHOLDERS.values() for text in texts.values())
"""All that ``mask`` may write."""

# Each is replaced by one character, so that places in the text stay the same: other forms of ASCII,
# digits of other scripts and in circles, and a Chinese stop within the name of a host.
_CIRCLED = r"\u2460-\u2468\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792"
_NOT_ASCII_FORM = re.compile(
    rf"[\uff01-\uff5e\u3000\u2010-\u2015\u2212{_CIRCLED}]|(?![0-9])\d"
    r"|(?<=[0-9A-Za-z])[\u3002\uff61](?=(?:com|cn|net|org|edu|tw|hk)(?![0-9A-Za-z]))"
)
_BLANK = "\0"
# No number has fewer digits; a WeChat account has any.
_MAY_HOLD_DATA = re.compile(r"@|\d(?:\D*\d){3}|(?i:微信|wechat|[vw]x)")
_DECODINGS = 3
"""How often a web address may be quoted within another."""
_MOST_PASSES = 16
_PARTED = re.compile(r"[/?&#;|,~]")
_JOINED = re.compile(r"[=_]|(?<=[0-9])\+")

ORDER_KINDS: tuple[Kind, ...] = ("order_number", "tracking_number")
"""Beside such a number there is rarely a name."""


@dataclass(frozen=True)
class Found:
    """``text[start:end]`` is ``value``, personal data of ``kind``."""

    kind: Kind
    start: int
    end: int
    value: str


def find(text: str) -> list[Found]:
    """Personal data in the order of the text; no two overlap. Web addresses and the variables of
    templates stay.

    ``service_phone`` is the hotline of a company, which is no person's. Takes linear time in any
    text; where more than 16 numbers follow each other with nothing between them, some may be
    missed.
    """
    plain = _plain(text)
    if not _MAY_HOLD_DATA.search(plain):
        return []
    for pattern in (ADDRESS, VARIABLE):
        plain = _blanked(plain, [match.span() for match in pattern.finditer(text)])
    return _found(plain, text)


def personal(text: str) -> list[Found]:
    """What ``find`` finds, without the hotlines, and what web addresses hold.

    Such an address is found whole behind its host, since a name may stand beside the number.
    """
    plain = _plain(text)
    if not _MAY_HOLD_DATA.search(plain):
        return []
    found: list[Found] = []
    spans = [match.span("path" if match["path"] else "rest") for match in ADDRESS.finditer(text)]
    for start, end in spans:
        if kind := _kind_in_address(plain[start:end]):
            found.append(Found(kind, start, end, text[start:end]))
    found += _persons(_found(_blanked(plain, spans), text))
    return sorted(found, key=lambda item: item.start)


def mask_answer(text: str, fallback: DetectedLanguage = "en") -> str:
    """``mask`` for answers, in which web addresses stay."""
    return replaced(text, _persons(find(text)), fallback)


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


def _found(plain: str, text: str) -> list[Found]:
    """Without looking at what is blank in ``plain``, the ASCII form of ``text``."""
    remaining = _blanked(plain, [match.span() for match in PLACEHOLDER.finditer(plain)])
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


def _persons(found: list[Found]) -> list[Found]:
    return [item for item in found if item.kind != "service_phone"]


def _kind_in_address(address: str) -> Kind | None:
    """What the path and query hold; rather a person's than an order's number."""
    for _ in range(_DECODINGS):
        address = unquote(address)
    # A part of an address is a text of its own, and "_" and "=" stand for spaces.
    parts = _JOINED.sub(" ", _PARTED.sub("\n", _plain(address)))
    kinds = [item.kind for item in _persons(_found(parts, parts))]
    return next((kind for kind in kinds if kind not in ORDER_KINDS), kinds[0] if kinds else None)


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
    if character.isdigit():
        return str(unicodedata.digit(character))
    if character in "\u3002\uff61":
        return "."
    if character in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        return "-"
    return unicodedata.normalize("NFKC", character)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], _BLANK * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
