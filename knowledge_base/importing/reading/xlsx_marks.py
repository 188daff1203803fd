"""What a reader must know of a sheet before it streams the rows, from one pass over its bytes."""

import re
from collections import defaultdict
from html import unescape
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
_LINK_FORMULA = re.compile(rb"\bHYPERLINK\(", re.IGNORECASE)
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])(?:\w++:)?(\w++)=(?:\"([^\"<>]*)\"|'([^'<>]*)')")


class Link(NamedTuple):
    """A link of the cells ``ref`` ("B2", "B2:C9"): to the target that the relation ``relation`` of
    the sheet names, and a place in it."""

    ref: str
    relation: str
    location: str


class Marks(NamedTuple):
    """``merged`` gives, by the row in which they begin, the columns (from 0) of merged cells and
    the last row of each. ``uncomputed`` are rows and columns of formulas without a result: no
    program that calculates has saved the file. ``links`` are those that belong to cells, and
    ``has_link_formulas`` says whether a formula may make others."""

    merged: dict[int, list[tuple[int, int]]]
    uncomputed: set[tuple[int, int]]
    links: frozenset[Link] = frozenset()
    has_link_formulas: bool = False


def marks_of(part: IO[bytes], file: str) -> Marks:
    """Raises UnreadableFileError where there are too many to be true."""
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    ranges: set[tuple[int, int, int]] = set()
    uncomputed: set[tuple[int, int]] = set()
    links: set[Link] = set()
    has_link_formulas = False
    end = b""
    while chunk := part.read(_CHUNK):
        # What reaches over the border of two pieces is whole in one of them, as is found again.
        text = end + chunk
        end = text[-_LONGEST:]
        if _FORMULA.search(text):
            uncomputed.update(_formulas_alone(text))
            has_link_formulas = has_link_formulas or _LINK_FORMULA.search(text) is not None
        links.update(_link(match[1]) for match in _LINK.finditer(text))
        for match in _MERGED.finditer(text):
            first, last = int(match[2]), int(match[3])
            if last > first:
                ranges.add((first, _column(match[1]), last))
        if len(uncomputed) + len(ranges) + len(links) > MOST_MARKS:
            raise UnreadableFileError(
                f"{file} has over {MOST_MARKS:,} formulas, merged cells or links"
            )
    for first, column, last in ranges:
        merged[first].append((column, last))
    return Marks(dict(merged), uncomputed, frozenset(links), has_link_formulas)


def _link(attributes: bytes) -> Link:
    found = {
        match[1]: unescape((match[2] or match[3] or b"").decode("utf-8", "replace"))
        for match in _ATTRIBUTE.finditer(attributes)
    }
    return Link(found.get(b"ref", ""), found.get(b"id", ""), found.get(b"location", ""))


def _formulas_alone(text: bytes) -> list[tuple[int, int]]:
    # An empty text is a result, and is stored as nothing with the type of a text.
    return [
        (int(place[2]), _column(place[1]))
        for match in _FORMULA_ALONE.finditer(text)
        if (place := _PLACE.search(match[1])) and not _TEXT_RESULT.search(match[1])
    ]


def _column(letters: bytes) -> int:
    return column_index_from_string(letters.decode()) - 1
