"""Excel workbooks (.xlsx): every visible sheet that has questions, answers or messages."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.header import LOOKED_AT, Header, find_header
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.xlsx_cells import SheetRow, filled_rows
from knowledge_base.importing.reading.xlsx_file import (
    OpenedWorkbook,
    opened_workbook,
    part_of,
    sheets,
)
from knowledge_base.importing.reading.xlsx_links import SheetLinks, cell_links, link_formulas
from knowledge_base.importing.reading.xlsx_marks import Marks, marks_of
from knowledge_base.importing.rows import Message, Read, Rejected, Row

_WITH_LINKS = ("answer", "source", "text")  # our names of columns, or how they begin

# Stands in for a cell that has no text, to see whether it would be read at all.
_MARK = "\ufdd0"


class _Plan(NamedTuple):
    """How a sheet will be read."""

    sheet: ReadOnlyWorksheet
    marks: Marks
    links: SheetLinks
    header: Header

    @property
    def width(self) -> int:
        """The columns under its header."""
        return self.header.columns.width


def read_xlsx(path: Path, file: str, options: ReadOptions) -> Read:
    """Rows or messages of the sheets that ``options`` names, or of all; of several sheets, each as
    a file of its own, "file.xlsx[Sheet]".

    Raises UnreadableFileError when the workbook cannot be read, is unsafe to unpack, has no such
    sheet, or no sheet has a header with a question, answer or message.
    """
    with opened_workbook(path) as opened:
        workbook = opened.workbook
        plans: list[_Plan] = []
        problems: list[tuple[ReadOnlyWorksheet, UnreadableFileError]] = []
        for sheet in _chosen(workbook, file, options):
            try:
                plan = _plan(sheet, opened, f"{file}[{sheet.title}]", options)
            except UnreadableFileError as problem:
                problems.append((sheet, problem))
                continue
            options.findings.sheets[f"{file}[{sheet.title}]"] = sheet.title
            if plan:
                plans.append(plan)
        if not plans:
            raise problems[0][1] if problems else UnreadableFileError(f"{file} has no rows")
        read = set(options.findings.sheets.values())
        titles = [sheet.title for sheet in sheets(workbook)]
        options.findings.other_sheets += [title for title in titles if title not in read]
        for sheet, error in problems:
            yield Rejected(f"{file}[{sheet.title}]", 1, f"the sheet is left out: {error}")
        for plan in plans:
            label = f"{file}[{plan.sheet.title}]" if len(plans) > 1 else file
            options.findings.sheets[label] = plan.sheet.title
            yield from _read(plan, label, options)


def _chosen(workbook: Workbook, file: str, options: ReadOptions) -> list[ReadOnlyWorksheet]:
    every = sheets(workbook)
    if options.sheets:
        return list(dict.fromkeys(_titled(every, title, file) for title in options.sheets))
    visible = [sheet for sheet in every if sheet.sheet_state == "visible"]
    for sheet in every:
        if sheet not in visible:
            options.findings.warn(f"the hidden sheet '{sheet.title}' is left out")
    return visible


def _titled(every: list[ReadOnlyWorksheet], title: str, file: str) -> ReadOnlyWorksheet:
    wanted = title.strip().lower()
    named = [sheet for sheet in every if sheet.title == title]
    named = named or [sheet for sheet in every if sheet.title.strip().lower() == wanted]
    if not named:
        titles = ", ".join(f"'{sheet.title}'" for sheet in every[:20])
        raise UnreadableFileError(f"{file} has no sheet '{title[:40]}'; it has {titles or 'none'}")
    return named[0]


def _plan(
    sheet: ReadOnlyWorksheet, opened: OpenedWorkbook, label: str, options: ReadOptions
) -> _Plan | None:
    """None for a sheet without a cell."""
    with opened.archive.open(part_of(sheet)) as part:
        marks = marks_of(part, label)
    first = [row.cells for row in islice(filled_rows(sheet, marks, label), LOOKED_AT)]
    if not first:
        return None
    header = _header(first, label, options)
    links = _links(sheet, opened, marks, header, label)
    return _Plan(sheet, marks, links, header)


def _links(
    sheet: ReadOnlyWorksheet, opened: OpenedWorkbook, marks: Marks, header: Header, label: str
) -> SheetLinks:
    """Addresses belong into answers and messages; a question or a name with one is found less."""
    formulas = {}
    if marks.has_link_formulas:
        formulas = link_formulas(opened.with_formulas(sheet), label)
    places = header.columns.places.items()
    shown_in = {place for ours, found in places if ours.startswith(_WITH_LINKS) for place in found}
    cells = cell_links(opened.archive, part_of(sheet), marks.links, label)
    return SheetLinks(cells, formulas, frozenset(shown_in))


def _header(rows: list[list[str]], label: str, options: ReadOptions) -> Header:
    """A title such as "客服常见问题" sounds like a column; it is none if a whole header follows."""
    alone = sum(1 for cell in rows[0] if cell.strip()) == 1
    if alone and any(len(row) > 1 for row in rows[1:]):
        with suppress(UnreadableFileError):
            below = find_header(rows[1:], options.columns, label)
            if below.rows and len(below.named) > 1:
                return replace(below, rows=below.rows + 1)
    return find_header(rows, options.columns, label)


def _read(plan: _Plan, label: str, options: ReadOptions) -> Read:
    options.findings.columns.update(plan.header.named)
    options.findings.unused[label] = plan.header.columns.unused
    for warning in plan.header.warnings:
        options.findings.warn(f"sheet '{plan.sheet.title}': {warning}")
    columns = plan.header.columns
    if columns.linked:
        for row in _data(plan, label):
            columns.link(row.cells)
    for row in _data(plan, label):
        if row.problems:
            found = _with_problems(plan, row, label)
        else:
            found = columns.read(row.cells, label, row.line)
        yield from _noted(found, row) if row.notes else found


def _data(plan: _Plan, label: str) -> Iterator[SheetRow]:
    rows = filled_rows(plan.sheet, plan.marks, label, plan.links)
    for row in islice(rows, plan.header.rows, None):
        # Beside a table there may be anything: notes, sums, a chart's data.
        yield row._replace(cells=row.cells[: plan.width])


def _noted(found: Iterable[Row | Message | Rejected], row: SheetRow) -> Read:
    """With the notes on the cells that a row is made of."""
    for item in found:
        if isinstance(item, Row):
            texts = {text.strip() for text in _texts(item)}
            notes = [
                note
                for column, note in row.notes.items()
                if column < len(row.cells) and row.cells[column].strip() in texts
            ]
            item = replace(item, notes=(*item.notes, *notes))
        yield item


def _with_problems(plan: _Plan, row: SheetRow, label: str) -> Read:
    """What the row says if its problems are in columns that are not read; else the reason."""
    cells = [*row.cells, *[""] * (plan.width - len(row.cells))]
    for column in row.problems:
        if column < plan.width:
            cells[column] = f"{_MARK}{column}{_MARK}"
    found = list(plan.header.columns.read(cells, label, row.line))
    met = [text for item in found for text in _texts(item) if _MARK in text]
    if not met:
        yield from found
        return
    _, column_met, _ = met[0].split(_MARK, 2)
    yield Rejected(label, row.line, row.problems[int(column_met)], _named(found))


def _named(found: Iterable[Row | Message | Rejected]) -> Row | None:
    """The entry that a line with problems is of; None when a problem hides it."""
    rows = [item for item in found if isinstance(item, Row)]
    if not rows or any(_MARK in row.entry + row.question for row in rows):
        return None
    first = rows[0]
    return Row(first.file, first.line, first.entry, question=first.question)


def _texts(item: Row | Message | Rejected) -> Iterator[str]:
    return (str(value) for value in vars(item).values())
