"""Renders marked-up text as plain text: paragraphs, lists, links and tables as lines.

The readers of HTML and of Markdown call ``PlainText`` for each element, in order.
"""

import re
from dataclasses import dataclass, field

from knowledge_base.importing.reading.links import says, shown_url

DEEPEST_TABLE = 20
"""Tables inside tables; deeper ones are layout gone wild, and their rows are plain lines."""

_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0]+")
# A line break in the source is a space to a browser; between Chinese characters it is nothing.
_BREAK_IN_CHINESE = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass
class _Lines:
    """Finished lines, and the pieces of the one that is being written."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    marker: str = ""

    def write(self, text: str) -> None:
        if not text or (text == " " and (not self.line or self.line[-1].endswith(" "))):
            return
        if not self.line:
            text = self.marker + text
            self.marker = ""
        self.line.append(text)

    def end(self) -> None:
        if self.line:
            self.lines.append("".join(self.line).strip())
            self.line.clear()

    def blank(self) -> None:
        self.end()
        if self.lines:
            self.lines.append("")

    def finished(self) -> list[str]:
        self.end()
        return self.lines


@dataclass
class _Table:
    """An open table: the cells of its current row, and the cell that is being written."""

    cells: list[list[str]] = field(default_factory=list)
    cell: _Lines | None = None

    def end_cell(self) -> None:
        if self.cell is not None:
            self.cells.append(self.cell.finished())
            self.cell = None


class PlainText:
    """What has been written so far."""

    def __init__(self, *, keep_breaks: bool = False) -> None:
        """``keep_breaks``: a line break in a piece of text is one in the result as well."""
        self._keep_breaks = keep_breaks
        self._page = _Lines()
        self._tables: list[_Table] = []
        self._deeper_tables = 0
        self._link: tuple[str, list[str]] | None = None

    def text(self, text: str, *, keep_breaks: bool = False) -> None:
        """Running text. Runs of spaces become one, unless breaks are kept."""
        if self._link:
            self._link[1].append(text)
        if keep_breaks or self._keep_breaks:
            first, *others = text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n")
            self._lines.write(first)
            for line in others:
                self.line_break()
                self._lines.write(line)
        else:
            text = _SPACES.sub(" ", _BREAK_IN_CHINESE.sub("", text))
            lines = self._lines
            if text.startswith(" ") and (not lines.line or lines.line[-1].endswith(" ")):
                text = text[1:]
            lines.write(text)

    def line_break(self) -> None:
        """A new line; on an empty line, a blank one."""
        if self._lines.line:
            self._lines.end()
        else:
            self._lines.blank()

    def block(self) -> None:
        """Ends the line, if there is one."""
        self._lines.end()

    def paragraph(self) -> None:
        """Ends the line and leaves one blank."""
        if not self._lines.marker:
            self._lines.blank()

    def item(self, marker: str) -> None:
        """Begins an item of a list, whose first text follows ``marker``."""
        self._lines.end()
        self._lines.marker = marker

    def end_item(self) -> None:
        """Ends it; an item without text leaves nothing."""
        self._lines.end()
        self._lines.marker = ""

    def open_link(self, url: str) -> None:
        """What is written up to ``close_link`` is the label of a link."""
        self.close_link()
        self._link = (url, [])

    def close_link(self) -> None:
        """Writes where the link leads, unless its label says so; ``open_link`` may be missing."""
        if self._link is None:
            return
        url, pieces = self._link
        self._link = None
        shown = shown_url(url)
        label = " ".join("".join(pieces).split())
        if not shown or says(label, url):
            return
        line = self._lines.line
        space = " " if label and line and line[-1].endswith(" ") else ""
        if space:
            line[-1] = line[-1].rstrip(" ")
        self._lines.write(f" ({shown}){space}" if label else shown)

    def open_table(self) -> None:
        """Rows and cells up to ``close_table`` are those of a new table."""
        self.block()
        if len(self._tables) < DEEPEST_TABLE:
            self._tables.append(_Table())
        else:
            self._deeper_tables += 1

    def row(self) -> None:
        """Ends the row, if there is one; the next cell begins another."""
        if not self._tables or self._deeper_tables:
            self.block()
            return
        table = self._tables[-1]
        table.end_cell()
        cells, table.cells = table.cells, []
        lines = self._lines
        lines.end()
        if sum(map(any, cells)) > 1:
            row = " | ".join(" ".join(filter(None, cell)) for cell in cells)
            lines.write(row)
            lines.end()
            return
        # A row of one cell is layout: its lines stay lines.
        for cell in cells:
            for line in cell:
                lines.write(line)
                self.line_break()

    def cell(self) -> None:
        """Begins a cell."""
        if not self._tables or self._deeper_tables:
            self.block()
            return
        self._tables[-1].end_cell()
        self._tables[-1].cell = _Lines()

    def end_cell(self) -> None:
        """Ends it; what follows up to the next cell belongs to what surrounds the table."""
        if self._tables and not self._deeper_tables:
            self._tables[-1].end_cell()
        else:
            self.block()

    def close_table(self) -> None:
        """Ends the innermost table; ``open_table`` may be missing."""
        self.row()
        if self._deeper_tables:
            self._deeper_tables -= 1
        elif self._tables:
            self._tables.pop()

    def finish(self) -> str:
        """All of it, at most one blank line at a place, and none at the ends."""
        self.close_link()
        self._deeper_tables = 0
        while self._tables:
            self.close_table()
        return _BLANK_LINES.sub("\n\n", "\n".join(self._page.finished())).strip()

    @property
    def _lines(self) -> _Lines:
        for table in reversed(self._tables):
            if table.cell is not None:
                return table.cell
        return self._page
