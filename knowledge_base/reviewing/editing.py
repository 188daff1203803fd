"""A candidate's texts in an editor, or line by line where there is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import click

from knowledge_base.content.candidates import Candidate

Edit = Callable[[str], str | None]
"""Lets a person change a text; None when it stays as it is. May raise click.ClickException."""

Prompt = Callable[[str], str]
"""Asks for one line."""

_SECTIONS = ("questions, one a line, the one to show first", "answer", "category")
_HEADING = re.compile(r"^=== (.*) ===[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Draft:
    """The texts of a candidate as a person has edited them so far."""

    questions: tuple[str, ...]
    answer: str
    category: str


def draft_of(candidate: Candidate) -> Draft:
    """The texts as they came."""
    return Draft(candidate.questions, candidate.answer, candidate.category)


def edited(draft: Draft, edit: Edit, prompt: Prompt) -> Draft:
    """The draft after a person has edited it; line by line when the editor cannot be started, or
    when the headings between the parts are gone."""
    try:
        text = edit(editor_text(draft))
    except click.ClickException:
        return _line_by_line(draft, prompt)
    if text is None:
        return draft
    return parsed(text) or _line_by_line(draft, prompt)


def editor_text(draft: Draft) -> str:
    """The text for the editor."""
    parts = ("\n".join(draft.questions), draft.answer, draft.category)
    return "".join(
        f"=== {heading} ===\n{part}\n\n" for heading, part in zip(_SECTIONS, parts, strict=True)
    )


def parsed(text: str) -> Draft | None:
    """The draft in an edited text; None when its headings are not those of ``editor_text``."""
    _, *found = _HEADING.split(text)
    if tuple(found[::2]) != _SECTIONS:
        return None
    questions, answer, category = (part.strip() for part in found[1::2])
    lines = tuple(line.strip() for line in questions.splitlines() if line.strip())
    return Draft(lines, answer, " ".join(category.split()))


def _line_by_line(draft: Draft, prompt: Prompt) -> Draft:
    question = prompt("question (empty: as it is): ").strip()
    answer = prompt("answer (empty: as it is): ").strip()
    category = prompt("category (empty: as it is): ").strip()
    if question:
        others = tuple(other for other in draft.questions[1:] if other != question)
        draft = replace(draft, questions=(question, *others))
    return replace(draft, answer=answer or draft.answer, category=category or draft.category)
