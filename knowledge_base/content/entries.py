"""Entries as plain values, without a database."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from knowledge_base.content.language_tags import (
    LANGUAGE_TAGS,
    LanguageTag,
    base_language,
    best_for,
    script_in,
    with_script,
)
from knowledge_base.content.results import Language
from knowledge_base.language.scripts import Script, in_script, script_of
from knowledge_base.language.text import normalise

LANGUAGES: tuple[Language, ...] = ("zh", "en")

PERSON = "person"
"""What ``Entry.leads_to`` says where a person is called."""

_TO_ENTRY = "entry:"

_SAMPLE = 500
"""Entries that show in which script a shop writes."""


@dataclass(frozen=True)
class Entry:
    """A stored answer and the ways to ask for it, the clean phrasing first under each tag.

    Without an answer it ``leads_to`` PERSON, or to another entry, whose phrasings its own are then.
    """

    key: str
    category: str = ""
    source: str = ""
    questions: dict[LanguageTag, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[LanguageTag, str] = field(default_factory=dict)
    leads_to: str = ""

    @property
    def target(self) -> str:
        """The key of the entry that it leads to; "" if it leads to none."""
        return self.leads_to.removeprefix(_TO_ENTRY) if self.leads_to.startswith(_TO_ENTRY) else ""

    def question_in(self, reader: LanguageTag, usual: Script | None = None) -> str:
        """The first phrasing that suits ``reader``, in their script; the key when there is none."""
        for tag in best_for(reader):
            if self.questions.get(tag):
                return self._in_script(self.questions[tag][0], tag, reader, usual)
        return self.key

    def answer_in(self, reader: LanguageTag, usual: Script | None = None) -> tuple[str, Language]:
        """The answer that suits ``reader`` best, in their script, and the language it is in; ""
        where there is none.

        ``zh`` asks for any script: nothing is converted then. ``usual`` is the shop's script, for
        an entry that does not show its own.
        """
        tag = next((tag for tag in best_for(reader) if tag in self.answers), None)
        if tag is None:
            return "", base_language(reader)
        return self._in_script(self.answers[tag], tag, reader, usual), base_language(tag)

    def asked_in(self, language: Language) -> tuple[str, ...]:
        """All phrasings in a language, in either script. What is the same in both comes once."""
        tags = [tag for tag in LANGUAGE_TAGS if base_language(tag) == language]
        texts = [text for tag in tags for text in self.questions.get(tag, ())]
        if sum(tag in self.questions for tag in tags) < 2:
            return tuple(texts)
        found: dict[str, str] = {}
        for text in texts:
            found.setdefault(normalise(text), text)
        return tuple(found.values())

    @property
    def written_tags(self) -> tuple[LanguageTag, ...]:
        """What its answers are written in, with the script of those for both scripts."""
        shown = (with_script(tag, text) for tag, text in self.answers.items())
        return tuple(dict.fromkeys(shown))

    def _in_script(
        self, text: str, tag: LanguageTag, reader: LanguageTag, usual: Script | None
    ) -> str:
        wanted, written = script_in(reader), script_in(tag)
        if wanted is None or tag == "en":
            return text
        shown = script_of(text) or written or script_of(self.chinese) or usual
        return in_script(text, wanted, shown)

    @cached_property
    def chinese(self) -> str:
        """All texts for both scripts: they tell the script of one that does not show it."""
        return "\n".join((*self.questions.get("zh", ()), self.answers.get("zh", "")))


@dataclass(frozen=True)
class Phrasing:
    """One question of one entry; ``entry`` is the position of the entry in its content."""

    entry: int
    language: Language
    text: str


@dataclass(frozen=True)
class Content:
    """All entries of a shop in one version, in the order of their keys.

    ``aliases`` are those that lead to another entry. They are none of the ``entries``.
    """

    shop_id: str
    version: str
    entries: tuple[Entry, ...]
    aliases: tuple[Entry, ...] = ()

    @property
    def digest(self) -> str:
        """Names the entries: versions of equal content share it."""
        return self.version.rpartition("-")[2]

    @cached_property
    def phrasings(self) -> tuple[Phrasing, ...]:
        """Every question; its place here is its number in the indexes."""
        return tuple(self._phrasings())

    @cached_property
    def script(self) -> Script | None:
        """The script of most of the shop's Chinese, told by a sample."""
        sample = self.entries[:: max(1, len(self.entries) // _SAMPLE)]
        return script_of("\n".join(entry.chinese for entry in sample))

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Entries by key."""
        return {entry.key: entry for entry in self.entries}

    def _phrasings(self) -> Iterator[Phrasing]:
        for number, entry in enumerate(self.entries):
            for language in LANGUAGES:
                for text in self._asked(entry, language):
                    yield Phrasing(number, language, text)

    def _asked(self, entry: Entry, language: Language) -> tuple[str, ...]:
        """The phrasings of an entry, and those that lead to it and are not its own."""
        own = entry.asked_in(language)
        led = [text for alias in self._led_to(entry) for text in alias.asked_in(language)]
        if not led:
            return own
        known = {normalise(text) for text in own}
        return (*own, *(text for text in led if normalise(text) not in known))

    def _led_to(self, entry: Entry) -> Iterator[Entry]:
        return (alias for alias in self.aliases if alias.target == entry.key)


def leads_to_entry(key: str) -> str:
    """``Entry.leads_to`` for the entry with this key."""
    return _TO_ENTRY + key


def entry_digest(entry: Entry) -> str:
    """Names an entry's content: equal entries give equal digests."""
    values: tuple[object, ...] = (
        entry.key, entry.category, entry.source, entry.questions, entry.answers,
    )  # fmt: skip
    if entry.leads_to:
        values += (entry.leads_to,)
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content_digest(digests: Iterable[str]) -> str:
    """Names the content of a version, from those of its entries in the order of their keys."""
    hashed = hashlib.sha256()
    for digest in digests:
        hashed.update(digest.encode())
    return hashed.hexdigest()[:12]
