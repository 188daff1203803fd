"""Looks through all that is stored of a shop for personal data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.content.own_intents import is_own_intent
from knowledge_base.importing.checking.answers import personal_data
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.privacy.masking import PLACEHOLDERS, Found, mask, personal
from knowledge_base.privacy.pseudonyms import Pseudonyms, personal_in_name
from knowledge_base.storage.candidate_texts import (
    accepted_answers,
    candidate_texts,
    in_one_line,
)
from knowledge_base.storage.golden import GoldenQuestions
from knowledge_base.storage.store import Revision

Place = Literal[
    "published", "history", "version", "candidate", "golden", "question log", "synonyms"
]

_CONTEXT = 24
"""Characters that are shown on each side of what was found."""


@dataclass(frozen=True)
class Finding:
    """Personal data in one text.

    ``id`` names what holds it (the key of an entry, the number of a candidate or version), ``kinds``
    say what it is, ``snippet`` shows where, masked. ``values`` are what was found: for no display.
    ``revision`` is set where a revision of an entry holds it, ``waits`` where a person has yet to
    decide on it.
    """

    place: Place
    id: str
    part: str
    kinds: tuple[str, ...]
    snippet: str
    values: tuple[str, ...] = field(repr=False)
    revision: Revision | None = field(default=None, repr=False)
    waits: bool = False


class Scan:
    """Looks through one shop. An answer counts as an import counts it: hotlines, the
    shop's own contacts, e-mail addresses, example numbers, and what a person let pass in the review do not."""

    def __init__(self, knowledge_base: KnowledgeBase, shop_id: str) -> None:
        self._base = knowledge_base
        self._shop_id = shop_id
        self._database = knowledge_base.store.database
        self._hide = Pseudonyms(knowledge_base.store.pseudonym_secret)
        self._accepted = accepted_answers(self._database, shop_id)
        self._own = knowledge_base.settings.contacts_of(shop_id)

    def findings(self) -> Iterator[Finding]:
        """Everything found, place by place. Raises StoreError."""
        yield from self._revisions()
        yield from self._versions()
        yield from self._candidates()
        for golden in GoldenQuestions(self._database).all(self._shop_id):
            yield from self._text("golden", golden.entry, "question", golden.question)
            yield from self._name("golden", golden.entry, "entry", golden.entry)
        for number, text in enumerate(self._base.index_store.question_log(self._shop_id).texts()):
            yield from self._text("question log", str(number), "question", text)
        for group in self._base.settings.synonyms.get(self._shop_id, ()):
            for word in group:
                yield from self._text("synonyms", "config.yml", "synonyms", word)

    def in_version(self, number: int) -> Iterator[Finding]:
        """What the entries of a published version hold. Raises StoreError."""
        for revision in self._imported():
            if revision.since <= number and (revision.until is None or number < revision.until):
                yield from self._entry("history", revision)

    def in_answer(self, answer: str) -> list[Found]:
        """What of an answer nobody let pass."""
        found = personal_data(answer, self._own)
        return [] if found and in_one_line(answer) in self._accepted else found

    def _revisions(self) -> Iterator[Finding]:
        for revision in self._imported():
            yield from self._entry("published" if revision.until is None else "history", revision)

    def _imported(self) -> Iterator[Revision]:
        """All revisions, without those of the shop's own intents: what they say is in the settings."""
        for revision in self._base.store.history(self._shop_id):
            if not is_own_intent(revision.entry.key):
                yield revision

    def _entry(self, place: Place, revision: Revision) -> Iterator[Finding]:
        entry = revision.entry
        versions = (
            "" if revision.until is None else f" (versions {revision.since}–{revision.until - 1})"
        )
        id = entry.key + versions
        yield from self._name(place, id, "entry", entry.key, revision)
        yield from self._text(place, id, "category", entry.category, revision)
        yield from self._name(place, id, "source", entry.source, revision)
        yield from self._name(place, id, "file", revision.file, revision)
        for language, questions in entry.questions.items():
            for question in questions:
                yield from self._text(place, id, f"question {language}", question, revision)
        for language, answer in entry.answers.items():
            found = self.in_answer(answer)
            yield from self._found(place, id, f"answer {language}", answer, found, revision)

    def _versions(self) -> Iterator[Finding]:
        for version in self._base.store.versions(self._shop_id):
            yield from self._name("version", str(version.number), "reason", version.reason)

    def _candidates(self) -> Iterator[Finding]:
        for item in candidate_texts(self._database, self._shop_id):
            id, column, text = str(item.id), item.column, item.text
            if item.kind == "name":
                yield from self._name("candidate", id, column, text)
            elif item.kind == "text":
                yield from self._text("candidate", id, column, text)
            else:
                found, waits = self.in_answer(text), not item.done
                yield from self._found("candidate", id, column, text, found, waits=waits)

    def _text(
        self, place: Place, id: str, name: str, text: str, revision: Revision | None = None
    ) -> Iterator[Finding]:
        yield from self._found(place, id, name, text, personal(text), revision)

    def _name(
        self, place: Place, id: str, name: str, text: str, revision: Revision | None = None
    ) -> Iterator[Finding]:
        yield from self._found(place, id, name, text, personal_in_name(text), revision)

    def _found(
        self,
        place: Place,
        id: str,
        name: str,
        text: str,
        found: Sequence[Found],
        revision: Revision | None = None,
        *,
        waits: bool = False,
    ) -> Iterator[Finding]:
        if found:
            yield Finding(
                place,
                self._hide(id),
                name,
                tuple(dict.fromkeys(item.kind for item in found)),
                _snippet(text),
                tuple(dict.fromkeys(item.value for item in found)),
                revision,
                waits,
            )


def _snippet(text: str) -> str:
    """The first of what was found and what stands beside it, all of it masked."""
    line = " ".join(mask(text).split())
    at = min(
        (line.find(placeholder) for placeholder in PLACEHOLDERS if placeholder in line), default=0
    )
    return line[max(0, at - _CONTEXT) : at + 2 * _CONTEXT]
