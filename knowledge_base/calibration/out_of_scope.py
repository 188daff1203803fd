"""Questions that no shop's knowledge base answers: general text that ships with the project."""

from functools import cache
from importlib.resources import files

from knowledge_base.content.entries import LANGUAGES


@cache
def out_of_scope_lines() -> tuple[str, ...]:
    """All lines of ``out_of_scope.zh.txt`` and ``out_of_scope.en.txt``."""
    folder = files("knowledge_base.calibration")
    texts = [
        folder.joinpath(f"out_of_scope.{language}.txt").read_text("utf-8") for language in LANGUAGES
    ]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))
