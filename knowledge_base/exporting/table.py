"""Entries as a table, which people edit in a spreadsheet program."""

from collections.abc import Iterator

from knowledge_base.content.entries import Content
from knowledge_base.content.language_tags import LANGUAGE_TAGS
from knowledge_base.exporting.texts import Spell, answer_text, name_text, question_text

COLUMNS = (
    "entry",
    "category",
    "source",
    "language",
    "question",
    "answer",
    "exported_version",
)


def row_count(content: Content) -> int:
    """How many ``table_rows`` there are."""
    return 1 + sum(
        len(entry.questions.get(language, ())) or language in entry.answers
        for entry in content.entries
        for language in LANGUAGE_TAGS
    )


def table_rows(content: Content, spell: Spell) -> Iterator[tuple[str, ...]]:
    """The header, then a row for each question. The answer in a language stands beside the first
    question in it, or on a row of its own where there is none."""
    yield COLUMNS
    for entry in content.entries:
        names = [name_text(name, spell) for name in (entry.key, entry.category, entry.source)]
        for language in LANGUAGE_TAGS:
            answer = answer_text(entry.answers.get(language, ""), spell)
            questions = entry.questions.get(language, ())
            for question in questions or ("",) * bool(answer):
                asked = question_text(question, spell)
                yield (*names, language, asked, answer, spell(content.version))
                answer = ""
