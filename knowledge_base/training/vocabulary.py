"""Chooses the pieces of the tokenizer: English words and fragments, Chinese words, characters."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import jieba

LATIN_WORD = re.compile(r"[a-z]+")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")

# A fragment is there for what no word covers, so every whole word must beat it.
_FRAGMENT_COUNT = 0.02
_PUNCTUATION = "?!.,;:'\"()-/&%$€£¥#@。、，？！：；（）《》“”…"


@dataclass(frozen=True, slots=True)
class PieceLimits:
    """At most so many pieces of each kind."""

    english: int = 22_000
    chinese: int = 32_000
    characters: int = 4_500


def choose_pieces(
    counts: Mapping[str, float],
    *,
    dictionary: Iterable[str],
    english_words: Sequence[str],
    limits: PieceLimits,
) -> list[tuple[str, float]]:
    """Pieces with their log probability, in a fixed order.

    ``counts`` holds how often the training texts have a word (see
    ``count_words``), ``english_words`` further words, most frequent first.
    """
    chosen: dict[str, float] = {}
    chosen.update(_most(_english(counts, english_words), limits.english))
    chosen.update(_most(_chinese(counts, dictionary), limits.chinese))
    chosen.update(_most(_characters(counts), limits.characters))
    for sign in [*_PUNCTUATION, "0", *"abcdefghijklmnopqrstuvwxyz"]:
        chosen.setdefault(sign, _FRAGMENT_COUNT)
    total = sum(chosen.values())
    return [(piece, math.log(count / total)) for piece, count in sorted(chosen.items())]


def count_words(texts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """How often each word stands in the normalised ``texts``, each text counted by its weight."""
    counts: defaultdict[str, float] = defaultdict(float)
    for text, weight in texts:
        for word in LATIN_WORD.findall(text):
            counts[word] += weight
        for run in HAN_RUN.findall(text):
            for word in jieba.cut(run):
                counts[word] += weight
    return dict(counts)


@cache
def jieba_frequencies() -> Mapping[str, int]:
    """Word → how often it was seen in the corpora that jieba's dictionary was made from."""
    with jieba.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return {row[0]: int(row[1]) for row in rows}


def _english(counts: Mapping[str, float], words: Sequence[str]) -> dict[str, float]:
    known = set(words)
    found = {
        word: count
        for word, count in counts.items()
        if word.isascii() and (count >= 3 or word in known)
    }
    # Where the texts lack a word its rank stands in for its count (Zipf's law).
    scale = max(found.values(), default=1.0)
    ranked = {word: 0.02 * scale / rank for rank, word in enumerate(words, start=1)}
    return {word: max(found.get(word, 0), ranked.get(word, 0)) for word in found | ranked}


def _chinese(counts: Mapping[str, float], dictionary: Iterable[str]) -> dict[str, float]:
    explained = set(dictionary)
    frequencies = jieba_frequencies()
    # jieba's corpora are some 60 million words, far from shops: a word there weighs a tenth.
    return {
        word: counts.get(word, 0) + 0.1 * frequencies.get(word, 0)
        for word in sorted(explained | {word for word, count in counts.items() if count >= 2})
        if len(word) > 1 and HAN_RUN.fullmatch(word)
    }


def _characters(counts: Mapping[str, float]) -> dict[str, float]:
    seen: defaultdict[str, float] = defaultdict(float)
    for word, count in counts.items():
        if HAN_RUN.fullmatch(word):
            for character in word:
                seen[character] += count / len(word)
    for word, frequency in jieba_frequencies().items():
        if HAN_RUN.fullmatch(word):
            for character in word:
                seen[character] += 0.01 * frequency
    alone = {character: counts.get(character, 0.0) for character in seen}
    # A character inside a longer word must not draw that word apart.
    return {character: max(0.1 * seen[character], alone[character]) for character in seen}


def _most(weights: Mapping[str, float], limit: int) -> dict[str, float]:
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:limit])
