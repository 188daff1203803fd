"""What a reader must know of a sheet before it streams the rows, from one pass over its bytes."""

import re
from collections import defaultdict
from typing import IO, NamedTuple

from openpyxl.utils.cell import column_index_from_string

from knowledge_base.importing.errors import UnreadableFileError

MOST_MARKS = 1_000_000

_CHUNK = 4_000_000
_LONGEST = 40_000  # bytes of a cell with its formula, at most

_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})[\"']"
)
_FORMULA_ALONE = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*+"
    rb"(?:(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v>\s*+</(?:\w+:)?v>)\s*+)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


class Marks(NamedTuple):
    """``merged`` gives, by the row in which they begin, the columns (from 0) of merged cells and
    the last row of each. ``uncomputed`` are rows and columns of formulas without a result: no
    program that calculates has saved the file."""

    merged: dict[int, list[tuple[int, int]]]
    uncomputed: set[tuple[int, int]]


def marks_of(part: IO[bytes], file: str) -> Marks:
    """Raises UnreadableFileError where there are too many to be true."""
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    ranges: set[tuple[int, int, int]] = set()
    uncomputed: set[tuple[int, int]] = set()
    end = b""
    while chunk := part.read(_CHUNK):
        # What reaches over the border of two pieces is whole in one of them, as is found again.
        text = end + chunk
        end = text[-_LONGEST:]
        if _FORMULA.search(text):
            uncomputed.update(_formulas_alone(text))
        for match in _MERGED.finditer(text):
            first, last = int(match[2]), int(match[3])
            if last > first:
                ranges.add((first, _column(match[1]), last))
        if len(uncomputed) + len(ranges) > MOST_MARKS:
            raise UnreadableFileError(f"{file} has over {MOST_MARKS:,} formulas or merged cells")
    for first, column, last in ranges:
        merged[first].append((column, last))
    return Marks(dict(merged), uncomputed)


def _formulas_alone(text: bytes) -> list[tuple[int, int]]:
    # An empty text is a result, and is stored as nothing with the type of a text.
    return [
        (int(place[2]), _column(place[1]))
        for match in _FORMULA_ALONE.finditer(text)
        if (place := _PLACE.search(match[1])) and not _TEXT_RESULT.search(match[1])
    ]


def _column(letters: bytes) -> int:
    return column_index_from_string(letters.decode()) - 1
