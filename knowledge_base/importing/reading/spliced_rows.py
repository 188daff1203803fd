"""Notices that a stray quotation mark took rows of a table into one cell. Pure."""

import re
from collections.abc import Collection, Sequence

from knowledge_base.importing.reading.questions import asks

_LINE_END = re.compile(r"\r\n|\r|\n")


def spliced_lines(
    cells: Sequence[str], delimiter: str, width: int, questions: Collection[int]
) -> int:
    """How many lines a record has if they seem to be rows of the table, which has ``width``
    columns; else 0.

    Most of its lines after the first have as many cells as the table. Running text hardly has tabs,
    but it has other delimiters: then no space follows them; and if the record asks something in one
    of the columns ``questions``, half of the lines do too, else all lines have so many cells, also
    the first.
    """
    first, *others = _LINE_END.split(delimiter.join(cells))
    inner = [line.split(delimiter) for line in others if line.strip()]
    rows = [row for row in inner if len(row) == width]
    if width < 2 or 2 * len(rows) <= len(inner):
        return 0
    if delimiter != "\t":
        if any(cell[:1].isspace() for row in rows for cell in row[1:]):
            return 0
        own = first.split(delimiter)
        if _asks(own, questions):
            if 2 * sum(_asks(row, questions) for row in rows) < len(rows):
                return 0
        elif len(own) != width or len(rows) < len(inner):
            return 0
    return 1 + len(others)


def _asks(row: Sequence[str], questions: Collection[int]) -> bool:
    return any(asks(row[place]) for place in questions if place < len(row))
