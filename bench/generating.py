"""Generates a shop's knowledge base of any size, for measuring search and import.

Entries come from patterns of questions in two languages (bench/shop/topics.jsonl), whose slots are
filled with goods, places, carriers and so on (words.tsv). No two entries ask the same about the same
things, with one exception that real shops have too: every TWIN_EVERY-th entry is the one before it
in other words. The same arguments give the same entries on any machine.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TWIN_EVERY = 200
_FOLDER = Path(__file__).parent / "shop"
_LANGUAGES = ("zh", "en")
_MIXED = 2**32
_OPENINGS = {
    "zh": ("", "", "请问", "你好，", "想问下", "麻烦问一下，", "在吗？", "老板，"),
    "en": ("", "", "hi, ", "hello, ", "quick question: ", "sorry, ", "hey ", "please tell me, "),
}
_ENDINGS = {
    "zh": ("", "", "", "，谢谢", "？", "，急", "，麻烦了", "？？"),
    "en": ("", "", "", " thanks", "?", " please", ", its urgent", "??"),
}

Fill = Callable[..., str]


@dataclass(frozen=True)
class HeldOut:
    """A question that no entry contains, and the key of the right entry."""

    question: str
    language: str
    entry: str


@dataclass(frozen=True)
class _Topic:
    name: str
    category: str
    words: tuple[tuple[tuple[str, ...], ...], ...]
    """The words of each slot, in the order of _LANGUAGES."""
    questions: dict[str, list[Fill]]
    held_out: dict[str, list[Fill]]
    answers: dict[str, list[Fill]]
    size: int
    step: int


def entries(
    count: int, *, phrasings: int = 3, seed: int = 0, reworded: Container[int] = ()
) -> Iterator[dict[str, Any]]:
    """``count`` entries in the form of a nested JSONL file, each with ``phrasings`` questions.

    Entries whose numbers are in ``reworded`` keep their keys and get other questions and another
    answer, as in the next version of a shop. Raises ValueError above capacity().
    """
    _check(count)
    topics = _topics()
    for number in range(count):
        topic, slots, mixed = _drawn(number, topics, seed)
        if reworded and number in reworded:
            mixed = _mix(mixed + 1, seed)
        answer = mixed >> 20
        yield {
            "entry": _key(topic, number),
            "category": topic.category,
            "questions": {
                "zh": _questions(topic, "zh", slots[0], (phrasings + number % 2) // 2, mixed),
                "en": _questions(topic, "en", slots[1], (phrasings + 1 - number % 2) // 2, mixed),
            },
            "answers": {
                language: fills[answer % len(fills)](*slots[place])
                for place, (language, fills) in enumerate(topic.answers.items())
            },
        }


def held_out(count: int, *, of: int, seed: int = 0) -> Iterator[HeldOut]:
    """``count`` questions about ``of`` entries, in words that their patterns do not contain.

    The languages alternate.
    """
    _check(of)
    topics = _topics()
    for draw in range(count):
        number = _mix(draw + 1, seed + 1) * of // _MIXED
        number -= number % TWIN_EVERY == TWIN_EVERY - 1  # of twins, the first
        topic, slots, mixed = _drawn(number, topics, seed)
        place = draw % 2
        language = _LANGUAGES[place]
        patterns = topic.held_out[language]
        opening = _OPENINGS[language][draw // 2 % 8]
        ending = _ENDINGS[language][draw // 16 % 8]
        question = patterns[mixed % len(patterns)](*slots[place])
        yield HeldOut(opening + question + ending, language, _key(topic, number))


def capacity() -> int:
    """The largest possible number of entries."""
    topics = _topics()
    return min(topic.size for topic in topics) * len(topics)


def _questions(topic: _Topic, language: str, words: list[str], count: int, mixed: int) -> list[str]:
    patterns = topic.questions[language]
    first = mixed % len(patterns)
    asked = []
    for turn in range(count):
        text = patterns[(first + turn) % len(patterns)](*words)
        if turn or mixed & 64:
            opening = _OPENINGS[language][(mixed >> (8 + 3 * turn)) & 7]
            ending = _ENDINGS[language][(mixed >> (17 + 3 * turn)) & 7]
            text = opening + (text.rstrip("?？") + ending if ending else text)
        if turn >= len(patterns):
            text += "!" * (turn // len(patterns))
        asked.append(text)
    return asked


def _drawn(
    number: int, topics: tuple[_Topic, ...], seed: int
) -> tuple[_Topic, tuple[list[str], list[str]], int]:
    """The topic of an entry, the words of its slots in both languages, and its random number."""
    mixed = _mix(number, seed)
    if number % TWIN_EVERY == TWIN_EVERY - 1:
        number -= 1
    round_, place = divmod(number, len(topics))
    topic = topics[place]
    left = (round_ * topic.step + place * 104_729 + seed * 7919) % topic.size
    chinese, english = [], []
    for words in topic.words:
        left, choice = divmod(left, len(words))
        zh, en = words[choice]
        chinese.append(zh)
        english.append(en)
    return topic, (chinese, english), mixed


def _mix(number: int, seed: int) -> int:
    mixed = (number * 2_654_435_761 + seed * 40_503 + 12_345) % _MIXED
    mixed = (mixed ^ (mixed >> 15)) * 2_246_822_519 % _MIXED
    return mixed ^ (mixed >> 13)


def _key(topic: _Topic, number: int) -> str:
    return f"{topic.name}-{number:07d}"


def _check(count: int) -> None:
    if count > capacity():
        raise ValueError(f"there are words for {capacity():,} entries, not for {count:,}")


@cache
def _topics() -> tuple[_Topic, ...]:
    with (_FOLDER / "words.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lines = (_FOLDER / "topics.jsonl").read_text("utf-8").splitlines()
    return tuple(_topic(json.loads(line), rows) for line in lines)


def _topic(found: dict[str, Any], rows: list[dict[str, str]]) -> _Topic:
    slots = found["slots"]
    words = tuple(tuple((r["zh"], r["en"]) for r in rows if r["slot"] == slot) for slot in slots)
    size = math.prod(map(len, words))
    step = int(size * 0.618)  # large steps, so that few entries already use all kinds of words
    while math.gcd(step, size) > 1:
        step += 1

    def fills(name: str) -> dict[str, list[Fill]]:
        return {
            language: [_numbered(text, slots).format for text in found[name][language]]
            for language in _LANGUAGES
        }

    return _Topic(
        name=found["topic"],
        category=found["category"],
        words=words,
        questions=fills("questions"),
        held_out=fills("held_out"),
        answers=fills("answers"),
        size=size,
        step=step,
    )


def _numbered(text: str, slots: list[str]) -> str:
    for place, slot in enumerate(slots):
        text = text.replace(f"{{{slot}}}", f"{{{place}}}")
    return text
