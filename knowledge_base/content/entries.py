"""Entries as plain values, without a database."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from knowledge_base.content.results import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True)
class Entry:
    """A stored answer and the ways to ask for it, the clean phrasing first in each language."""

    key: str
    category: str = ""
    source: str = ""
    questions: dict[Language, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[Language, str] = field(default_factory=dict)

    def question_in(self, language: Language) -> str:
        """The first phrasing in ``language``, in the other one when there is none."""
        for candidate in (language, *LANGUAGES):
            if self.questions.get(candidate):
                return self.questions[candidate][0]
        return self.key

    def answer_in(self, language: Language) -> tuple[str, Language]:
        """The answer in ``language``, else in the other one, and the language it is in."""
        other = next(iter(self.answers))
        chosen = language if language in self.answers else other
        return self.answers[chosen], chosen


@dataclass(frozen=True)
class Phrasing:
    """One question of one entry; ``entry`` is the position of the entry in its content."""

    entry: int
    language: Language
    text: str


@dataclass(frozen=True)
class Content:
    """All entries of a shop in one version, in the order of their keys."""

    shop_id: str
    version: str
    entries: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """Names the entries: versions of equal content share it."""
        return self.version.rpartition("-")[2]

    @cached_property
    def phrasings(self) -> tuple[Phrasing, ...]:
        """Every question; its place here is its number in the indexes."""
        return tuple(self._phrasings())

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Entries by key."""
        return {entry.key: entry for entry in self.entries}

    def _phrasings(self) -> Iterator[Phrasing]:
        for number, entry in enumerate(self.entries):
            for language in LANGUAGES:
                for text in entry.questions.get(language, ()):
                    yield Phrasing(number, language, text)


def entry_digest(entry: Entry) -> str:
    """Names an entry's content: equal entries give equal digests."""
    values = (entry.key, entry.category, entry.source, entry.questions, entry.answers)
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content_digest(digests: Iterable[str]) -> str:
    """Names the content of a version, from those of its entries in the order of their keys."""
    hashed = hashlib.sha256()
    for digest in digests:
        hashed.update(digest.encode())
    return hashed.hexdigest()[:12]
