"""Whether two answers say the same: by their figures, their yes or no, and their wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge_base.content.language_tags import LanguageTag, base_language
from knowledge_base.importing.checking.figures import Figures, conflicting, figures
from knowledge_base.importing.checking.polarity import Polarity, opposed, polarity
from knowledge_base.language.text import normalise

Agreement = Literal["same", "unlike", "conflict", "contradiction"]
"""``unlike``: other words, and no sign whether they mean the same. ``contradiction``:
a conflict in the same words, such as 7 days here and 15 days there."""

CONFLICTS = ("conflict", "contradiction")

ALIKE = 0.45
"""Share of common pieces from which on two answers are one, figures aside. Answers of different
entries of the demo shop share at most 0.37 (median 0.03); one answer in slightly other words, or
with a sentence more, shares 0.47 to 0.9."""

ALIKE_WITH_FIGURES = 0.2
"""The same for answers that name the same figures with a unit; of 30,135 pairs of the
demo shop's, 1 in Chinese and 6 in English do so and share as much."""

_NO_LETTER = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z]")
_NUMBER = re.compile(r"\d[\d,.]*")


def agreement(a: str, b: str) -> Agreement:
    """Of two answers in the same language.

    They conflict when each names a number of a kind (days, money, percent) that the other does
    not, or when one affirms what the other denies; they contradict each other when they do so in
    the same words. Else they are the same when their wording is ALIKE, by the Jaccard index of
    pairs (Chinese) or triples (Latin letters) of characters.
    """
    one, other = _statement(a), _statement(b)
    if one.text == other.text:
        return "same"
    alike = _shared(one, other)
    if conflicting(one.figures, other.figures) is not None or opposed(one.says, other.says):
        return "contradiction" if alike >= ALIKE else "conflict"
    precise = any(one.figures) and one.figures == other.figures
    return "same" if alike >= (ALIKE_WITH_FIGURES if precise else ALIKE) else "unlike"


def entries_agree(a: Mapping[LanguageTag, str], b: Mapping[LanguageTag, str]) -> Agreement:
    """Of the answers of two entries: a conflict in any language that both have, else the same in
    any. Without a common language only the figures can be compared, which never shows that two
    answers are the same."""
    common = [
        agreement(one, other)
        for tag, one in a.items()
        for its_tag, other in b.items()
        if base_language(tag) == base_language(its_tag)
    ]
    if common:
        return min(common, key=("contradiction", "conflict", "same", "unlike").index)
    conflict = any(
        conflicting(_statement(one).figures, _statement(other).figures) is not None
        for one in a.values()
        for other in b.values()
    )
    return "conflict" if conflict else "unlike"


def likeness(a: str, b: str) -> float:
    """Share (0–1) of pieces of the wording that two texts have in common, figures aside."""
    return _shared(_statement(a), _statement(b))


@dataclass(frozen=True)
class _Statement:
    text: str
    figures: Figures
    says: Polarity
    pieces: frozenset[str]


@lru_cache(maxsize=50_000)  # an answer meets many others; one takes about 2 kB
def _statement(answer: str) -> _Statement:
    text = normalise(answer)
    return _Statement(text, figures(text), polarity(text), _pieces(text))


def _shared(one: _Statement, other: _Statement) -> float:
    common = len(one.pieces & other.pieces)
    return common / ((len(one.pieces) + len(other.pieces) - common) or 1)


def _pieces(text: str) -> frozenset[str]:
    text = _NO_LETTER.sub("", _NUMBER.sub("0", text))
    length = 3 if len(_LATIN.findall(text)) * 2 > len(text) else 2
    return frozenset(text[i : i + length] for i in range(max(1, len(text) - length + 1)))
