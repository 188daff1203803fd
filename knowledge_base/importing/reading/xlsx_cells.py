"""Rows of a sheet as text, the way a person sees them."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.links import linked
from knowledge_base.importing.reading.number_formats import shown
from knowledge_base.importing.reading.xlsx_file import cells_of
from knowledge_base.importing.reading.xlsx_links import NO_LINKS, SheetLinks
from knowledge_base.importing.reading.xlsx_marks import Marks
from knowledge_base.importing.rows import Note

MOST_ROWS = 1_048_576
"""Excel's own limit."""

MOST_CELLS = 100_000_000
"""Empty ones between the first and the last of a row included: they take time too."""

_ESCAPED = re.compile(r"_x(000[9AD]|005F)_")


class SheetRow(NamedTuple):
    """``problems`` says, by column (from 0), why there is no text for a cell, and ``notes`` what a
    person should know of the text."""

    line: int
    cells: list[str]
    problems: dict[int, str]
    notes: dict[int, Note]


def filled_rows(
    sheet: ReadOnlyWorksheet, marks: Marks, file: str, links: SheetLinks = NO_LINKS
) -> Iterator[SheetRow]:
    """Rows that have a cell of their own. The value of merged cells counts for each row of them.

    Raises UnreadableFileError beyond MOST_ROWS and MOST_CELLS.
    """
    carried: dict[int, tuple[str, int]] = {}
    linked_to: dict[int, tuple[str, int]] = {}
    size = 0
    for line, row in enumerate(cells_of(sheet), start=1):
        size += len(row)
        if line > MOST_ROWS or size > MOST_CELLS:
            raise UnreadableFileError(
                f"{file} says that it has more rows or columns than Excel may"
            )
        for column, last, url in links.cells.get(line, ()):
            linked_to[column] = (url, last)
        cells, problems, notes = [], {}, {}
        for column, cell in enumerate(row):
            found = _read(cell)
            formula = links.formulas.get((line, column))
            if formula and formula.text is not None:
                found = _Cell(formula.text)
            if problem := _problem(found.text, (line, column) in marks.uncomputed):
                problems[column] = _at(column, line, problem)
            elif column in links.shown_in and (formula or column in linked_to):
                url, last = linked_to.get(column, ("", 0))
                found = _with_link(found, formula.url if formula else url if line <= last else "")
            if found.code:
                notes[column] = Note(found.code, _at(column, line, found.note))
            cells.append(found.text)
        filled = any(map(str.strip, cells)) or bool(problems)
        if carried or line in marks.merged:
            _carry(cells, line, carried, marks)
        while cells and not cells[-1] and len(cells) - 1 not in problems:
            cells.pop()
        if filled:
            yield SheetRow(line, cells, problems, notes)


class _Cell(NamedTuple):
    """``code`` and ``note`` are empty for a text that leaves nothing to say."""

    text: str
    code: str = ""
    note: str = ""


_EMPTY = _Cell("")


def _read(cell: ReadOnlyCell) -> _Cell:
    value = cell.value
    if isinstance(value, str):
        return _Cell(_ESCAPED.sub(_unescaped, value) if "_x0" in value else value)
    if value is None:
        return _EMPTY
    if isinstance(value, bool):
        return _Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float | date | time | timedelta):
        found = shown(value, cell.number_format)
        code = "digits_lost" if found.digits_lost else "shown_otherwise"
        return _Cell(found.text, code if found.doubt else "", found.doubt)
    return _Cell(str(value))


def _with_link(cell: _Cell, url: str | None) -> _Cell:
    """``url`` is None for a link whose address is not known."""
    if url is None:
        return _Cell(cell.text, "link_lost", "has a link whose address a formula makes up")
    return cell._replace(text=linked(cell.text, url))


def _problem(text: str, is_uncomputed: bool) -> str:
    """Why there is no text for a cell; empty where there is one."""
    if text[:1] == "#" and text in ERROR_CODES:
        return f"holds the error {text}"
    if is_uncomputed and not text:
        return (
            "holds a formula whose result is not stored: "
            "open the file in Excel or WPS, save it, and import it again"
        )
    return ""


def _carry(cells: list[str], line: int, carried: dict[int, tuple[str, int]], marks: Marks) -> None:
    for column, last in marks.merged.get(line, ()):
        if column < len(cells):
            carried[column] = (cells[column], last)
    for column, (text, last) in list(carried.items()):
        if line > last:
            del carried[column]
            continue
        if column >= len(cells):
            cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = cells[column] or text


def _at(column: int, line: int, what: str) -> str:
    return f"cell {get_column_letter(column + 1)}{line} {what}"


def _unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return "" if character == "\r" else character
