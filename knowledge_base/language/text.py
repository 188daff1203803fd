"""Languages: detecting them, and normalising text."""

import re
import unicodedata
from typing import Literal, overload

from knowledge_base.language.scripts import script_of, to_simplified

DetectedLanguage = Literal["zh-Hans", "zh-Hant", "en"]

CHINESE_SHARE = 0.2
"""Of Han characters among Han characters and Latin words, from which on a text is Chinese.

One Han character weighs about as much as a word: "我的 package 到哪了" is Chinese, and an English
sentence that quotes one character is not.
"""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile(r"[a-zA-Z\u00c0-\u024f]+(?:['’][a-zA-Z]+)?")

# Candidates for an order, tracking or phone number: letters and digits, joined by hyphens, or by
# spaces between digits. The parts exclude each other, so that matching takes linear time.
_CODE = re.compile(r"\+?[a-z0-9]+(?:[-_][a-z0-9]+|(?<=[0-9]) [0-9]+)*")
# What ``privacy.masking`` writes instead of a number, lower case and Simplified.
_PLACEHOLDER = re.compile(
    r"\[(?:order number|tracking number|phone|identity card|bank card|chat account"
    r"|订单号|运单号|电话|证件号|银行卡号|账号|帐号)\]"
)
_DIGITS_OF_A_NUMBER = 6  # fewer are a price, a size or a model name, which carry meaning

NUMBER = "#"
"""Stands for a masked number."""


@overload
def detect_language(text: str) -> DetectedLanguage | None: ...
@overload
def detect_language(text: str, fallback: DetectedLanguage) -> DetectedLanguage: ...
def detect_language(text: str, fallback: DetectedLanguage | None = None) -> DetectedLanguage | None:
    """Language of a visitor's text, ``fallback`` when it has no Han or Latin letter.

    Chinese from a share of CHINESE_SHARE on. Traditional when it has characters that exist only
    in Traditional, and more of them than of those that exist only in Simplified. Any other text
    in Latin letters counts as English.
    """
    text = unicodedata.normalize("NFKC", text)
    han = _HAN.findall(text)
    words = len(_LATIN_WORD.findall(text))
    if not han and not words:
        return fallback
    if len(han) < CHINESE_SHARE * (len(han) + words):
        return "en"
    return "zh-Hant" if script_of(text) == "Hant" else "zh-Hans"


def normalise(text: str) -> str:
    """The form in which texts are compared and encoded, never shown.

    NFKC (full width to half width), lower case, Simplified, single spaces, and every order,
    tracking or phone number replaced by NUMBER, also one that was masked before.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    if _HAN.search(text):
        text = to_simplified(text)
    text = _CODE.sub(_masked, _PLACEHOLDER.sub(NUMBER, text))
    return " ".join(text.split())


def _masked(code: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, code.group()))
    return NUMBER if digits >= _DIGITS_OF_A_NUMBER else code.group()
