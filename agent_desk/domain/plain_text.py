"""Text as people may send it: what can be stored, what can be seen, how it is shown; pure."""

from __future__ import annotations

import re
import unicodedata

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# Letters and symbols whose glyph is empty: fillers of Hangul, and the blank of braille.
_EMPTY_GLYPHS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Unassigned characters that no font shows. Others may be emoji of a newer Unicode.
_HIDDEN_UNASSIGNED = re.compile("[\u2065\ufff0-\ufff8\U000e0000-\U000e0fff]")
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"})


def whole_characters(text: str) -> str:
    """``text`` that UTF-8 can hold: half of a character, which a client cut in two, is U+FFFD."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def storable(text: str) -> str:
    """``text`` without what no database stores: in whole characters, and without NUL."""
    return whole_characters(text.replace("\x00", ""))


def is_blank(text: str) -> bool:
    """Whether nothing of ``text`` can be seen: it has only spaces, fillers, controls and marks."""
    return not any(_is_seen(character) for character in text)


def neutral(text: str) -> str:
    """``text`` for a terminal or a log: what turns, hides or controls text is written as escapes.

    Line breaks and tabs stay.
    """
    if text.isprintable():
        return text
    return "".join(c if _is_harmless(c) else _escape(c) for c in text)


def _is_seen(character: str) -> bool:
    return not (
        character in _EMPTY_GLYPHS
        or unicodedata.category(character) in _UNSEEN_CATEGORIES
        or _HIDDEN_UNASSIGNED.match(character)
    )


def _is_harmless(character: str) -> bool:
    return character.isprintable() or character in "\n\t" or unicodedata.category(character) == "Zs"


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
