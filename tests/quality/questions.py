"""The questions of tests/quality, and what the demo shop has to answer them with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge_base.language.scripts import to_simplified
from tests.bot.examples import read_examples, spelling

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
DEMO = ROOT / "knowledge_base" / "demo"
EXAMPLES = ROOT / "bot" / "data" / "nlu"

# Each set: the questions that the shop can answer, and those that it cannot.
SETS = {
    "headline": ("questions.jsonl", "unanswerable.jsonl"),
    "dev": ("dev_answerable.jsonl", "dev_unanswerable.jsonl"),
}

ACTS = frozenset(
    f"act:{name}"
    for name in (
        *("track_order", "track_parcel", "refund_status"),
        *("cancel_order", "change_address", "modify_order", "change_delivery_time"),
    )
)


@dataclass(frozen=True)
class Question:
    """``right`` names every stored answer and act that serves this customer; it may be empty."""

    id: str
    language: str
    text: str
    right: frozenset[str]
    first: str | None  # the first of ``right``, stored answers before acts

    @property
    def answerable(self) -> bool:
        return bool(self.right)

    @property
    def chinese(self) -> bool:
        return self.language != "en"

    @cached_property
    def spelling(self) -> str:
        return normalised(self.text)


def normalised(text: str) -> str:
    """A text without differences of script, case, spaces and punctuation."""
    return spelling(to_simplified(text))


def read_questions(name: str) -> list[Question]:
    """The questions of one file of this folder, in its order."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines]


def read_set(name: str) -> list[Question]:
    """The questions of both files of a set, mixed, always in the same order."""
    both = [question for file in SETS[name] for question in read_questions(file)]
    return sorted(both, key=lambda question: question.spelling[::-1])


def _question(values: dict[str, Any]) -> Question:
    right = values["right"]
    first = sorted(right, key=lambda name: name in ACTS)[:1]
    return Question(
        id=values["id"],
        language=values["language"],
        text=values["text"],
        right=frozenset(right),
        first=first[0] if first else None,
    )


def demo_entries() -> list[dict[str, Any]]:
    """The demo shop's entries in the repository."""
    return [
        json.loads(line)
        for path in sorted(DEMO.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def known_spellings() -> set[str]:
    """All phrasings of the demo shop and all examples that the bot learns from."""
    return {normalised(text) for text in _known()}


def _known() -> Iterator[str]:
    for entry in demo_entries():
        for phrasings in entry["questions"].values():
            yield from phrasings
    for example in read_examples(EXAMPLES):
        yield example.text
