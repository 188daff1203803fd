"""What readers make of a file: rows, messages of past chats, and what had to be left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge_base.content.language_tags import LanguageTag

Role = Literal["visitor", "agent"]

_REGION = re.compile(r"(zh-hans|zh-hant|zh|en)-[a-z]{2,3}")
_LANGUAGE_NAMES: dict[str, LanguageTag] = {
    **dict.fromkeys(
        (
            "zh",
            "zho",
            "chi",
            "cn",
            "chinese",
            "中文",
            "中文版",
            "汉语",
            "漢語",
            "汉文",
            "漢文",
            "华语",
            "華語",
        ),
        "zh",
    ),
    **dict.fromkeys(
        ("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh-hans-cn", "zh-chs", "chs", "hans"), "zh-Hans"
    ),
    **dict.fromkeys(
        ("简体", "簡體", "简体中文", "簡體中文", "简中", "簡中", "简", "簡"), "zh-Hans"
    ),
    **dict.fromkeys(("simplified", "simplified chinese", "chinese simplified"), "zh-Hans"),
    **dict.fromkeys(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk"), "zh-Hant"),
    **dict.fromkeys(("zh-cht", "cht", "hant", "tw", "hk"), "zh-Hant"),
    **dict.fromkeys(
        ("繁体", "繁體", "繁体中文", "繁體中文", "繁中", "正體", "正體中文", "繁"), "zh-Hant"
    ),
    **dict.fromkeys(("traditional", "traditional chinese", "chinese traditional"), "zh-Hant"),
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
    phrasing, another language. ``version`` is the one of which an export wrote this row.
    """

    file: str
    line: int
    entry: str = ""
    category: str = ""
    source: str = ""
    language: LanguageTag | None = None
    question: str = ""
    answer: str = ""
    version: str = ""
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


def language_named(name: str) -> LanguageTag | None:
    """The tag of the language that a file calls so; None for a name that is not known."""
    name = name.strip().lower().replace("_", "-")
    region = _REGION.fullmatch(name)
    return _LANGUAGE_NAMES.get(name) or (_LANGUAGE_NAMES[region[1]] if region else None)


def is_language(name: str) -> bool:
    """Whether ``language_named`` knows it."""
    return language_named(name) is not None


def file_label(path: Path) -> str:
    """How rows and reports call a file."""
    return path.name
