"""What no shop's base answers: general text that ships with the project."""

from functools import cache
from importlib.resources import files

from knowledge_base.content.entries import LANGUAGES


@cache
def out_of_scope_lines() -> tuple[str, ...]:
    """All lines of out_of_scope/, in both languages."""
    folder = files("knowledge_base").joinpath("out_of_scope")
    texts = [folder.joinpath(f"{language}.txt").read_text("utf-8") for language in LANGUAGES]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))
