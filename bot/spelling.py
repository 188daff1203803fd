"""Brings the many ways to write a digit to one, so that the patterns of ``numbers`` stay short.

Every function returns a text that is as long as the one given, so that offsets are valid in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
# What stands between digits unseen: characters without width, and the keycaps of emoji.
_UNSEEN = dict.fromkeys(map(ord, "\t\u200b\u200c\u200d\u2060\ufeff\ufe0f\u20e3"), " ")
_IN_WORDS = dict(
    zip("零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "0001234567891234567891", strict=True)
)
_WORD = f"[{''.join(_IN_WORDS)}]"
# From four words on, they are digits that are read out. Fewer are a quantity, or a part of a word.
_READ_OUT = re.compile(rf"(?<![周期拜]){_WORD}(?:[ .,\-]{{0,3}}{_WORD}){{3,}}(?![十百千万亿])")


def plain(text: str) -> str:
    """The text with ASCII letters, digits, dashes and blanks, however they were written.

    ``ＮＯ：二六一一`` becomes ``NO:2611``. Chinese digits count from four in a row on.
    """
    return _READ_OUT.sub(lambda read: _translated(read[0], _IN_WORDS), half_width(text))


def half_width(text: str) -> str:
    """The text with half-width letters, digits, punctuation, dashes and blanks."""
    if text.isascii():
        return text.replace("\t", " ")
    return "".join(map(_half_width, text))


def _half_width(character: str) -> str:
    code = ord(character)
    known = _DASHES.get(code) or _UNSEEN.get(code)
    if known:
        return known
    if character.isdigit():  # full width, circled, Arabic …
        return str(unicodedata.digit(character))
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 and simple.isascii() else character


def _translated(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
