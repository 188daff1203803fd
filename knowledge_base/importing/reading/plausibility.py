"""How plausible a text is; by this, ways to decode the same bytes are compared."""

import math
import re
from collections import Counter
from functools import cache, lru_cache

from knowledge_base.language.scripts import to_simplified
from knowledge_base.language.segmentation import load_dictionary

_RAREST, _MOST_COMMON = -16.0, -5.5  # logarithms of a character's share in jieba's dictionary

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LATIN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_MARKS = re.compile(r"[\xa0€£©®°«»¿¡•™“”‘’…–—·×]")
_CHINESE_MARKS = re.compile(r"[\u3000-\u301f\uff01-\uff5e—…“”‘’·￥–]")
_NEVER = re.compile(r"[\ue000-\uf8ff\ufffd\x80-\x9f\U000f0000-\U0010ffff]")
_PICTURES = re.compile(
    r"[\u2190-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
)


def plausibility(text: str) -> float:
    """0–1: the mean over all characters that are not ASCII; 1 for a text that has none.

    A Chinese character counts by how often jieba's dictionary has it (a Traditional one by its
    Simplified form), and less where it sticks to a Latin word; a Latin letter with an accent
    counts where it stands alone among ASCII, since two in a row are hardly ever written. Rare and
    private characters and those of other scripts count as nothing.
    """
    total, counted = 0.0, 0
    for (run, before, after), times in Counter(_runs(text)).items():
        total += times * _run(run, before, after)
        counted += times * len(run)
    return max(0.0, total / counted) if counted else 1.0


def _runs(text: str) -> list[tuple[str, str, str]]:
    """Everything between ASCII, with the characters around."""
    return [
        (match.group(), text[max(0, match.start() - 1) : match.start()], text[match.end() :][:1])
        for match in _NOT_ASCII.finditer(text)
    ]


def _run(run: str, before: str, after: str) -> float:
    chinese = sum(map(_character, run))
    if len(run) == 1 and before.isalpha() and not _CHINESE_MARKS.match(run):
        chinese *= 0.4
    return max(chinese, _latin(run, before, after))


def _latin(run: str, before: str, after: str) -> float:
    letters, marks = len(_LATIN.findall(run)), len(_MARKS.findall(run))
    if len(run) > 2 or not letters + marks:
        return 0.0
    if len(run) == 2:
        return 0.4 * letters + 0.3 * marks
    if run == "’":
        return 0.9 if before.isalpha() and after.isalpha() else 0.65
    if marks:
        return 0.7
    if not (before.isalpha() or after.isalpha()):
        return 0.7 if run in "àéèóáíúñÀÉ" else 0.2  # words of one letter
    fits = (not run.isupper() or not before.islower()) and (run.isupper() or not after.isupper())
    return 0.95 if fits else 0.2


@lru_cache(maxsize=50_000)
def _character(character: str) -> float:
    if _NEVER.match(character):
        return -1.0
    if _CHINESE_MARKS.match(character) or _PICTURES.match(character):
        return 0.65
    share = _shares().get(to_simplified(character)) if character > "\u2e7f" else None
    if share is None:
        return 0.0
    return min(1.0, max(0.0, (share - _RAREST) / (_MOST_COMMON - _RAREST)))


@cache
def _shares() -> dict[str, float]:
    counts = Counter[str]()
    for word, times in load_dictionary().FREQ.items():
        if times and word > "\u2e7f":
            for character in word:
                counts[character] += times
    total = counts.total()
    return {character: math.log(times / total) for character, times in counts.items()}
