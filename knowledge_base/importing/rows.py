"""What readers make of a file: rows, messages of past chats, and what had to be left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge_base.content.entries import LANGUAGES
from knowledge_base.content.results import Language

Role = Literal["visitor", "agent"]

_REGION = re.compile(r"(zh|en)-[a-z]{2,4}(?:-[a-z]{2,3})?")  # zh-Hant-TW, en-AU

_LANGUAGE_NAMES: dict[str, Language] = {
    **dict.fromkeys(("zh", "zh-cn", "zh-hans", "zh-hant", "zh-tw", "zh-hk", "cn"), "zh"),
    **dict.fromkeys(("中文", "chinese", "简体", "简体中文", "繁體", "繁體中文", "汉语"), "zh"),
    **dict.fromkeys(("汉文", "漢文", "漢語", "簡體", "簡體中文", "简中", "簡中"), "zh"),
    **dict.fromkeys(("繁体", "繁体中文", "繁中", "正體", "正體中文", "中文版", "tw", "hk"), "zh"),
    **dict.fromkeys(("simplified", "simplified chinese", "hans"), "zh"),
    **dict.fromkeys(("traditional", "traditional chinese", "hant"), "zh"),
    **dict.fromkeys(("en", "en-us", "en-gb", "eng", "english", "英文", "英语", "英語"), "en"),
    **dict.fromkeys(("英文版",), "en"),
}


class Note(NamedTuple):
    """What a reader did or doubts, in words for the person who sent the file. ``code`` is the name
    under which docs/importing.md explains it."""

    code: str
    text: str


@dataclass(frozen=True)
class Row:
    """One question, one answer, or one of each, of the entry ``entry``.

    ``line`` is where it stands in its file (from 1); ``language`` is None when the file does not
    say. ``further`` marks what comes from the same row of the file as the Row before: another
    phrasing, another language.
    """

    file: str
    line: int
    entry: str = ""
    category: str = ""
    source: str = ""
    language: Language | None = None
    question: str = ""
    answer: str = ""
    notes: tuple[Note, ...] = ()
    further: bool = False


@dataclass(frozen=True)
class Message:
    """One line that somebody wrote in a past chat; ``at`` is None when the file does not say."""

    file: str
    line: int
    conversation: str
    role: Role
    text: str
    at: datetime | None = None
    category: str = ""


@dataclass(frozen=True)
class Rejected:
    """A row that was left out, and why, for the person who has to repair the file.

    ``row`` is what was understood of it, None when that is nothing. ``code`` is the name under
    which docs/importing.md explains the reason.
    """

    file: str
    line: int
    reason: str
    row: Row | None = None
    code: str = "not_readable"


Read = Iterator[Row | Message | Rejected]
"""What a reader gives: everything it found, in the order of the file."""


def language_named(name: str) -> Language | None:
    """The stored language that a file calls so; None for a name that is not known."""
    name = name.strip().lower().replace("_", "-")
    tag = _REGION.fullmatch(name)
    return _LANGUAGE_NAMES.get(tag[1] if tag else name)


def is_language(name: str) -> bool:
    """Whether ``language_named`` knows it."""
    return language_named(name) in LANGUAGES


def file_label(path: Path) -> str:
    """How rows and reports call a file."""
    return path.name
