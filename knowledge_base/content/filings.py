"""What an entry is filed under: the sources that hold its texts. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from knowledge_base.content.entries import Entry
from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag

Part = Literal["question", "answer"]


class Text(NamedTuple):
    """The questions of an entry under a tag, or its answer under it."""

    language: LanguageTag
    part: Part


EVERY_TEXT = tuple(
    Text(language, part) for language in LANGUAGE_TAGS for part in ("question", "answer")
)


@dataclass(frozen=True, order=True)
class Filing:
    """A source that holds a text of an entry. ``sheet`` is "" where the file has no sheets, or
    where it is not known."""

    file: str
    sheet: str
    text: Text


@dataclass(frozen=True)
class Filed:
    """A stored entry, the place it came from last, and everything that it is filed under."""

    entry: Entry
    file: str
    line: int
    filings: frozenset[Filing]


def texts_of(entry: Entry) -> set[Text]:
    """What the entry has."""
    return {
        *(Text(language, "question") for language in entry.questions),
        *(Text(language, "answer") for language in entry.answers),
    }


def written(entry: Entry, text: Text) -> str:
    """The words of a text of the entry; "" if it has none."""
    if text.part == "answer":
        return entry.answers.get(text.language, "")
    return "\n".join(entry.questions.get(text.language, ()))


def without(entry: Entry, texts: Collection[Text]) -> Entry:
    """The entry without these texts."""
    if not texts:
        return entry
    return replace(
        entry,
        questions={k: v for k, v in entry.questions.items() if Text(k, "question") not in texts},
        answers={k: v for k, v in entry.answers.items() if Text(k, "answer") not in texts},
    )


def unit_of(label: str) -> tuple[str, str]:
    """The file and the sheet of "file.xlsx[Sheet]"; no title of a sheet holds a bracket."""
    file, bracket, sheet = label.rpartition("[")
    return (file, sheet[:-1]) if bracket and sheet.endswith("]") else (label, "")
