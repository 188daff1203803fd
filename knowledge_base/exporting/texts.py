"""Texts as they have to be written so that an import reads them as they are stored. Pure."""

import html
from collections.abc import Callable

from knowledge_base.importing.cleaning import cleaned_answer, cleaned_name, cleaned_question

Spell = Callable[[str], str]
"""How a format writes any text: as it is, or guarded from spreadsheet programs."""


def name_text(text: str, spell: Spell) -> str:
    """The name of an entry, a category or a source, in the form that comes back as ``text``."""
    return _form(text, spell, cleaned_name)


def question_text(text: str, spell: Spell) -> str:
    """The same of a question."""
    return _form(text, spell, cleaned_question)


def answer_text(text: str, spell: Spell) -> str:
    """The same of an answer, which may have several lines."""
    return _form(text, spell, cleaned_answer)


def _form(text: str, spell: Spell, read: Spell) -> str:
    """Text that an import would change again (an apostrophe before a formula, tags that an answer
    explains) is written with an apostrophe more, or as HTML."""
    usual = spell(text)
    forms = (usual, f"'{text}", f"<span>{html.escape(text, quote=False)}</span>")
    return next((form for form in forms if read(form) == text), usual)
