"""Pages in HTML: what they say about themselves to search engines, or what opens and closes, or
tables, or headings. Nothing is fetched, nothing is run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bs4.exceptions import ParserRejectedMarkup

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.html_headings import sections_of
from knowledge_base.importing.reading.html_page import Found, Page
from knowledge_base.importing.reading.html_parts import accordions, definitions, details
from knowledge_base.importing.reading.html_schema import json_ld, microdata
from knowledge_base.importing.reading.html_tables import read_tables
from knowledge_base.importing.reading.html_tree import Soup, ends
from knowledge_base.importing.reading.options import Findings, ReadOptions
from knowledge_base.importing.reading.questions import asks, tidy_answer, tidy_question
from knowledge_base.importing.reading.sections import read_sections
from knowledge_base.importing.rows import Message, Read, Rejected, Row
from knowledge_base.language.text import normalise
from knowledge_base.privacy.masking import mask

_SURE: tuple[Callable[[Page], Iterator[Found]], ...] = (json_ld, microdata, details)
"""What finds questions, in the order of trust."""

_UNSURE = (definitions, accordions)
"""Pages have lists of terms and things that open for other reasons, so half of them have to ask."""


def read_html(text: str, file: str, options: ReadOptions) -> Read:
    """A row for each question of the most trustworthy kind that the page has: schema.org's FAQPage
    (JSON-LD, microdata, RDFa), ``<details>``, tables, ``<dl>``, accordions, headings. Tables may
    hold messages too.

    Raises UnreadableFileError when there is none of these.
    """
    if not ends(text):
        raise UnreadableFileError(f"{file} is not HTML that can be read: its tags do not end")
    try:
        page = Page(Soup(text))
    except (ParserRejectedMarkup, ValueError, AssertionError, RecursionError) as error:
        raise UnreadableFileError(f"{file} is not HTML that can be read") from error
    explained = False
    for find in _SURE:
        found = [_row(item, file, page) for item in find(page)]
        explained = explained or bool(page.problems or found)
        for line, reason in page.problems:
            yield Rejected(file, line, reason)
        page.problems.clear()
        yield from found
        if rows := [item for item in found if isinstance(item, Row)]:
            others: list[Row | Message | Rejected] = [
                _row(item, file, page) for item in details(page)
            ]
            others += read_tables(page, file, replace(options, findings=Findings()))
            _warn_of(rows, others, options)
            return
    if tables := read_tables(page, file, options):
        yield from tables
        _warn_of(tables, _asking_sections(page, file, options), options)
        return
    unsure: list[list[Row | Rejected]] = []
    for find in _UNSURE:
        found = [_row(item, file, page) for item in find(page)]
        rows = [item for item in found if isinstance(item, Row)]
        if rows and 2 * sum(asks(row.question) for row in rows) >= len(rows):
            yield from found
            return
        if rows:
            unsure.append(found)
    read = list(read_sections(sections_of(page), file, options, source=page.address))
    if unsure and not any(isinstance(item, Row) for item in read):
        read = unsure[0]
    if not read and not explained:
        raise UnreadableFileError(f"{file} has no questions that stand out from its other text")
    yield from read


def _asking_sections(page: Page, file: str, options: ReadOptions) -> Read:
    """Headings that ask, with the text below them."""
    aside = replace(options, findings=Findings())
    for item in read_sections(sections_of(page), file, aside, source=page.address):
        if isinstance(item, Row) and asks(item.question):
            yield item


def _warn_of(
    read: Iterable[Row | Message | Rejected],
    others: Iterable[Row | Message | Rejected],
    options: ReadOptions,
) -> None:
    """Says that the page has other questions, in a form that was not read."""
    known = {normalise(item.question) for item in read if isinstance(item, Row)}
    left_out = [
        item
        for item in others
        if isinstance(item, Row) and item.question and normalise(item.question) not in known
    ]
    if left_out:
        options.findings.warn(
            f"the page has other questions in another form, which are not read: {len(left_out)}, "
            f"the first on line {left_out[0].line}: '{mask(left_out[0].question)[:40]}'. Put them into a "
            "file of their own"
        )


def _row(found: Found, file: str, page: Page) -> Row | Rejected:
    question, answer = tidy_question(found.question), tidy_answer(found.answer)
    row = Row(file, found.line, source=page.address, question=question, answer=answer)
    row = replace(row, category=found.category if found.category != question else "")
    if not question or not answer:
        missing = "answer to" if question else "question for"
        return Rejected(file, found.line, f"no {missing} '{(question or answer)[:60]}'", row)
    return row
