"""Rows of a sheet as text, the way a person sees them."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import NamedTuple

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.xlsx_marks import Marks

MOST_ROWS = 1_048_576
"""Excel's own limit."""

MOST_CELLS = 100_000_000
"""Empty ones between the first and the last of a row included: they take time too."""

_AT_ONCE = 500
_ESCAPED = re.compile(r"_x(000[9AD]|005F)_")


class SheetRow(NamedTuple):
    """``problems`` says, by column (from 0), why there is no text for a cell."""

    line: int
    cells: list[str]
    problems: dict[int, str]


def filled_rows(sheet: ReadOnlyWorksheet, marks: Marks, file: str) -> Iterator[SheetRow]:
    """Rows that have a cell of their own. The value of merged cells counts for each row of them.

    Raises UnreadableFileError beyond MOST_ROWS and MOST_CELLS.
    """
    carried: dict[int, tuple[str, int]] = {}
    size = 0
    for line, values in enumerate(_values(sheet), start=1):
        size += len(values)
        if line > MOST_ROWS or size > MOST_CELLS:
            raise UnreadableFileError(
                f"{file} says that it has more rows or columns than Excel may"
            )
        cells, problems = [], {}
        for column, value in enumerate(values):
            text = cell_text(value)
            if text[:1] == "#" and text in ERROR_CODES:
                problems[column] = _at(column, line, f"holds the error {text}")
            elif value is None and (line, column) in marks.uncomputed:
                problems[column] = _at(
                    column,
                    line,
                    "holds a formula whose result is not stored: "
                    "open the file in Excel or WPS, save it, and import it again",
                )
            cells.append(text)
        filled = any(map(str.strip, cells)) or bool(problems)
        if carried or line in marks.merged:
            _carry(cells, line, carried, marks)
        while cells and not cells[-1] and len(cells) - 1 not in problems:
            cells.pop()
        if filled:
            yield SheetRow(line, cells, problems)


def cell_text(value: object) -> str:
    """Numbers without ".0" and with the 15 digits that Excel keeps, times in ISO 8601."""
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value) if "_x0" in value else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return str(value)


def _values(sheet: ReadOnlyWorksheet) -> Iterator[tuple[object, ...]]:
    rows = iter(sheet.values)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a date that is none comes as an error
            batch = list(islice(rows, _AT_ONCE))
        if not batch:
            return
        yield from batch


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
