"""Tables of a page that have columns for questions and answers, or for messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from bs4.element import Tag

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.header import LOOKED_AT, Header, find_header
from knowledge_base.importing.reading.html_page import Page, attribute, line_of
from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.questions import asks
from knowledge_base.importing.rows import Message, Rejected, Row

DEEPEST = 5
"""Tables within each other; deeper ones are layout, and belong to the text of their cell."""

_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534  # that a cell may reach over, by HTML's rules

_TAG = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]*>")


@dataclass
class _Table:
    """``rows`` are lines and cells; a cell is its tag, and the pieces of HTML in it. ``open`` while
    a cell is."""

    tag: Tag
    around: "_Table | None"
    rows: list[tuple[int, list[tuple[Tag, list[str]]]]] = field(default_factory=list)
    open: bool = False
    holds_tables: bool = False
    is_read: bool = False

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Rows with a text, and the lines of the page that they begin on. The text of a cell that
        reaches over several rows counts for each of them."""
        carried: dict[int, tuple[int, str]] = {}
        for line, row in self.rows:
            cells: list[str] = []
            for tag, pieces in row:
                _carry(cells, carried)
                text = to_text("".join(pieces), page=True)
                if (rows := _span(tag, "rowspan", _MOST_ROWS)) > 1:
                    carried[len(cells)] = (rows - 1, text)
                cells.append(text)
                cells.extend([""] * (_span(tag, "colspan", _MOST_COLUMNS) - 1))
                if len(cells) > _MOST_COLUMNS:
                    break
            width = max(carried, default=-1) + 1
            while len(cells) < width:
                cells.extend([""] * (len(cells) not in carried))
                _carry(cells, carried)
            if any(map(str.strip, cells)):
                yield line, cells


def read_tables(page: Page, file: str, options: ReadOptions) -> list[Row | Message | Rejected]:
    """What all such tables say; empty where there is none. Their columns are found as in a CSV."""
    found: list[Row | Message | Rejected] = []
    left_out = []
    for table in _tables(page):
        if table.around is not None and table.around.is_read:
            table.is_read = True  # as a part of a cell
            continue
        header = _header(table, file, options)
        if header is not None:
            table.is_read = True
            found += _read(table, header, page, file, options)
        elif not table.holds_tables and sum(len(cells) > 1 for _, cells in table.rows) > 1:
            left_out.append(line_of(table.tag))
    if found and left_out:
        options.findings.warn(
            f"{len(left_out)} tables without questions and answers are left out, "
            f"the first on line {left_out[0]}"
        )
    return found


def _read(
    table: _Table, header: Header, page: Page, file: str, options: ReadOptions
) -> Iterator[Row | Message | Rejected]:
    options.findings.columns.update(header.named)
    for warning in header.warnings:
        options.findings.warn(warning)
    columns = header.columns
    lines = list(islice(table.lines(), header.rows, None))
    if columns.linked:
        for _, cells in lines:
            columns.link(cells)
    category = page.category_of(table.tag)
    for line, cells in lines:
        for item in columns.read(cells, file, line):
            if isinstance(item, Row):
                yield replace(
                    item, category=item.category or category, source=item.source or page.address
                )
            else:
                yield item


def _header(table: _Table, file: str, options: ReadOptions) -> Header | None:
    """None for a table of something else: one in an answer, or one that places what is on a page."""
    rows = [cells for _, cells in islice(table.lines(), LOOKED_AT)]
    try:
        header = find_header(rows, options.columns, file)
    except UnreadableFileError:
        return None
    if options.columns or header.columns.kind == "transcript":
        return header
    if not header.rows:
        return header if 2 * sum(asks(row[0]) for row in rows) >= len(rows) else None
    texts = {ours.partition("_")[0] for ours in header.named}
    return header if "answer" in texts and texts & {"question", "similar"} else None


def _tables(page: Page) -> list[_Table]:
    """By the order of the tags: HTML lets rows and cells go without an end."""
    tags = iter(page.soup.find_all(("table", "tr", "td", "th")))
    found: list[_Table] = []
    opened: list[_Table] = []
    deeper = 0
    pieces = _TAG.split(page.soup.decode_contents())
    for slash, name, piece in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        tag = None if slash else next(tags)
        is_inside = deeper > 0
        if name == "table" and tag is not None:
            if len(opened) == DEEPEST:
                deeper += 1
                is_inside = True
            else:
                found.append(_opened(tag, opened))
        elif name == "table" and deeper:
            deeper -= 1
        elif name == "table" and opened:
            opened.pop()
            is_inside = True
        elif opened and not deeper:
            _row_or_cell(opened[-1], name, tag)
        whole = f"<{slash}{name}>{piece}"
        for table in opened:
            if table.open:
                is_own = table is opened[-1] and not is_inside
                table.rows[-1][1][-1][1].append(piece if is_own else whole)
    return found


def _opened(tag: Tag, opened: list[_Table]) -> _Table:
    around = opened[-1] if opened else None
    if around:
        around.holds_tables = True
    table = _Table(tag, around)
    opened.append(table)
    return table


def _row_or_cell(table: _Table, name: str, tag: Tag | None) -> None:
    """A tag of the table itself; None where a row or a cell ends."""
    table.open = False
    if tag is None:
        return
    if name == "tr" or not table.rows:
        table.rows.append((line_of(tag), []))
    if name != "tr":
        table.rows[-1][1].append((tag, []))
        table.open = True


def _carry(cells: list[str], carried: dict[int, tuple[int, str]]) -> None:
    """Adds the cells that reach down from rows above."""
    while (column := len(cells)) in carried:
        rows, text = carried.pop(column)
        cells.append(text)
        if rows > 1:
            carried[column] = (rows - 1, text)


def _span(tag: Tag, name: str, most: int) -> int:
    value = attribute(tag, name).strip()
    if not (value.isascii() and value.isdecimal() and len(value) < 7):
        return 1
    return min(int(value), most) or (most if name == "rowspan" else 1)  # 0: to the table's end
