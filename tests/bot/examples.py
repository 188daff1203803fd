"""Reads the examples of what customers say, training or held out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_ENTITY = re.compile(r"\[([^\]]+)\](?:\(([^)]+)\)|\{[^}]+\})")


@dataclass(frozen=True)
class Example:
    intent: str
    text: str
    marked: tuple[tuple[str, str], ...] = ()  # (entity, its text)

    @property
    def language(self) -> str:
        """``zh`` if any character is Chinese, else ``en``."""
        return "zh" if re.search(r"[\u3400-\u9fff]", self.text) else "en"


def read_examples(folder: Path) -> Iterator[Example]:
    """Every example in ``folder``, without the marks of entities."""
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                line = line.strip().removeprefix("-")
                text = _ENTITY.sub(r"\1", line).strip()
                if text:
                    marked = tuple((m[2], m[1]) for m in _ENTITY.finditer(line) if m[2])
                    yield Example(block["intent"], text, marked)


def spelling(text: str) -> str:
    """The text without differences of case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", text.casefold()) or text
