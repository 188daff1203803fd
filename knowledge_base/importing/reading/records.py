"""The records of a table in text, one after the other; a broken one costs no other."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from knowledge_base.importing.reading.text_files import LONGEST_LINE

LONGEST_CELL = 1_000_000
"""Characters of a cell; a record with more in one cannot be used."""

_READ_AGAIN = 4 * LONGEST_LINE

_NEVER_CLOSED = "a quotation mark that opens here is never closed"
_GOES_ON = 'a text goes on after its closing quotation mark; inside a text it is written twice ("")'


class Record(NamedTuple):
    """Cells of a record, and the line that it begins on; or what is wrong with it."""

    line: int
    cells: list[str]
    problem: str = ""


def records(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    """By RFC 4180: cells in double quotes may hold the delimiter, line ends and doubled quotes.

    A record that breaks these rules is reported, and reading goes on with the line after its
    first: what an open quote swallowed is read as records of its own. So nothing before or after
    is lost, and a file full of open quotes still takes linear time.
    """
    csv.field_size_limit(2 * LONGEST_LINE)  # more than a line or a record may have here
    feed = _Feed(lines)
    table = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        start = feed.begin()
        try:
            cells = next(table)
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            yield Record(start, [], feed.retreat(error))
            continue
        if feed.size > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
            longest = max(map(len, cells))
            yield Record(start, [], f"a cell has {longest:,} characters; {LONGEST_CELL:,} may be")
        else:
            yield Record(start, cells)


class _TooLongError(Exception):
    """Passed through csv.reader, which begins a new record when it is asked again."""


class _Feed:
    """Lines for csv.reader, which can be taken back as far as the record began."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._read_again = 0
        self._line = 1
        self.size = 0

    def begin(self) -> int:
        """Forgets what was taken; the number of the line that comes next."""
        self._line += len(self._taken)
        self._taken.clear()
        self.size = 0
        return self._line

    def retreat(self, error: Exception) -> str:
        """Takes all lines of the record back but its first. What is wrong, in words."""
        first, *others = self._taken
        self._read_again += sum(map(len, others))
        self._again.extendleft(reversed(others))
        self._taken = [first]
        if len(first) >= LONGEST_LINE:
            return f"the line has over {LONGEST_LINE:,} characters"
        if others or isinstance(error, _TooLongError) or "unexpected end" in str(error):
            return _NEVER_CLOSED
        return _GOES_ON

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self._taken and (self.size > LONGEST_LINE or self._read_again > _READ_AGAIN):
            raise _TooLongError
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(line)
        self.size += len(line)
        if len(line) >= LONGEST_LINE:
            raise _TooLongError
        return line
