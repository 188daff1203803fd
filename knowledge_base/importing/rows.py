"""What readers make of a file: rows, and what had to be left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.entries import LANGUAGES
from knowledge_base.results import Language

_LANGUAGE_NAMES: dict[str, Language] = {
    **dict.fromkeys(("zh", "zh-cn", "zh-hans", "zh-hant", "zh-tw", "zh-hk", "cn"), "zh"),
    **dict.fromkeys(("中文", "chinese", "简体", "简体中文", "繁體", "繁體中文", "汉语"), "zh"),
    **dict.fromkeys(("en", "en-us", "en-gb", "eng", "english", "英文", "英语", "英語"), "en"),
}


@dataclass(frozen=True)
class Row:
    """One question, one answer, or one of each, of the entry ``entry``.

    ``line`` is where it stands in its file (from 1); ``language`` is None when the file does not
    say.
    """

    file: str
    line: int
    entry: str = ""
    category: str = ""
    source: str = ""
    language: Language | None = None
    question: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Rejected:
    """A row that was left out, and why, for the person who has to repair the file."""

    file: str
    line: int
    reason: str


Read = Iterator[Row | Rejected]
"""What a reader gives: everything it found, in the order of the file."""


def language_named(name: str) -> Language | None:
    """The stored language that a file calls so; None for a name that is not known."""
    return _LANGUAGE_NAMES.get(name.strip().lower().replace("_", "-"))


def is_language(name: str) -> bool:
    """Whether ``language_named`` knows it."""
    return language_named(name) in LANGUAGES


def file_label(path: Path) -> str:
    """How rows and reports call a file."""
    return path.name
