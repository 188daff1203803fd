"""Proposes patterns for order numbers from examples of them; pure. A person confirms them.

``#1001`` becomes ``#{4-6}``: such numbers grow. ``114-3941689-8772232`` becomes ``{3}-{7}-{7}``, and
``2026-INV-00031`` becomes ``{4}-INV-{5}``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent_desk.errors import ShopSetupError

_PARTS = re.compile(r"[0-9]+|[A-Za-z]+|[ \-/._#]")
_WORD = re.compile(r"[A-Za-z0-9]+|[ \-/._#]")
# Letters before or behind digits stand for themselves; in any other mixture they are digits' like.
_MIXED = re.compile(r"[A-Za-z]+[0-9]+[A-Za-z]|[0-9]+[A-Za-z]+[0-9]")
# A single row of so many digits or fewer counts the shop's orders, and gets longer.
_GROWING = 7


@dataclass(frozen=True)
class _Part:
    """A part of an example. ``kind``: ``""`` digits, ``A`` letters, ``X`` both, ``.`` a sign."""

    kind: str
    text: str


def propose_patterns(examples: Iterable[str]) -> list[str]:
    """A pattern (``bot.number_forms``) for each kind of number among the examples, in their order.

    Raises ShopSetupError for what is no number.
    """
    kinds: dict[tuple[tuple[str, object], ...], list[list[_Part]]] = {}
    for example in examples:
        parts = _parts(example)
        shape = tuple((part.kind, _fixed(part)) for part in parts)
        kinds.setdefault(shape, []).append(parts)
    return [_pattern(alike) for alike in kinds.values()]


def normal_example(example: str) -> str:
    """The example without blanks around it and in half width, as the shop's setting has it."""
    return unicodedata.normalize("NFKC", example).strip()


def _parts(example: str) -> list[_Part]:
    text = normal_example(example)
    if not any(character in "0123456789" for character in text):
        raise ShopSetupError(f"'{example}' has no digits; paste a whole order number")
    parts: list[_Part] = []
    end = 0
    for word in _WORD.finditer(text):
        if word.start() != end:
            break
        end = word.end()
        if _MIXED.match(word[0]):
            parts.append(_Part("X", word[0]))
        else:
            parts += [_Part(_kind(part), part) for part in _PARTS.findall(word[0])]
    if end != len(text):
        raise ShopSetupError(
            f"'{text[end]}' in '{example}' cannot be read; paste the number alone, as it stands in "
            "your order mails"
        )
    return parts


def _kind(part: str) -> str:
    if part[0].isdigit():
        return ""
    return "A" if part[0].isalpha() else "."


def _fixed(part: _Part) -> object:
    """What two numbers of a kind have in common at a place, beside the kind of the part."""
    if part.kind == "":
        return None
    return part.text if part.kind == "." else len(part.text)


def _pattern(alike: Sequence[list[_Part]]) -> str:
    rows = [part.kind for part in alike[0]].count("")
    may_grow = rows == 1 and not any(part.kind == "X" for part in alike[0])
    pattern = ""
    for place, part in enumerate(alike[0]):
        texts = [example[place].text for example in alike]
        if part.kind == "":
            pattern += _digits(texts, may_grow=may_grow)
        elif part.kind == "X":
            pattern += f"{{X{len(part.text)}}}"
        elif part.kind == "A" and len({text.upper() for text in texts}) > 1:
            pattern += f"{{A{len(part.text)}}}"
        else:
            pattern += part.text
    return pattern


def _digits(texts: Sequence[str], *, may_grow: bool) -> str:
    lengths = [len(text) for text in texts]
    least, most = min(lengths), max(lengths)
    if may_grow and most <= _GROWING and not any(text.startswith("0") for text in texts):
        # An older order may have one digit less; there may be a hundred times as many one day.
        least = min(least, max(4, least - 1))
        most += 2 if most <= 4 else 1
    return f"{{{least}}}" if least == most else f"{{{least}-{most}}}"
