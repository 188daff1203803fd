"""Links in a sheet: those that belong to cells, and those of the formula HYPERLINK."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.xlsx_file import cells_of
from knowledge_base.importing.reading.xlsx_marks import MOST_MARKS, Link

CellLinks = dict[int, list[tuple[int, int, str]]]
"""By the row in which links begin: the column (from 0), the last row, and the address."""

_MOST_COLUMNS = 16_384
_LONGEST_FORMULA = 8_192  # as in Excel
_CALL = re.compile(r"=\s*+(?:_xlfn\.)?HYPERLINK\(", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)


class LinkFormula(NamedTuple):
    """``url`` and ``text`` are None where only a program that calculates the sheet knows them."""

    url: str | None
    text: str | None = None


class SheetLinks(NamedTuple):
    """``formulas`` are by row and column (from 0), and ``shown_in`` are the columns in which an
    address becomes part of the text."""

    cells: CellLinks
    formulas: dict[tuple[int, int], LinkFormula]
    shown_in: frozenset[int]


NO_LINKS = SheetLinks({}, {}, frozenset())


def cell_links(
    archive: zipfile.ZipFile, part: str, links: Collection[Link], file: str
) -> CellLinks:
    """Where the links of a sheet lead, without those to a place in the workbook. Raises
    UnreadableFileError where they are of too many cells to be true."""
    found: CellLinks = defaultdict(list)
    count = 0
    targets: dict[str, str] = {}
    relations = str(get_rels_path(part))  # type: ignore[no-untyped-call]
    if links and relations in archive.namelist():
        related = get_dependents(archive, relations)
        targets = {str(relation.Id): relation.Target or "" for relation in related}
    for link in links:
        target = targets.get(link.relation, "")
        if not target:
            continue
        try:
            left, top, right, bottom = (number or 0 for number in range_boundaries(link.ref))
        except (ValueError, TypeError):
            continue
        if not (0 < left <= right <= _MOST_COLUMNS and top > 0):
            continue
        count += right - left + 1
        if count > MOST_MARKS:
            raise UnreadableFileError(f"{file} has over {MOST_MARKS:,} links")
        url = f"{target}#{link.location}" if link.location and "#" not in target else target
        found[top] += [(column - 1, bottom, url) for column in range(left, right + 1)]
    return dict(found)


def link_formulas(sheet: ReadOnlyWorksheet, file: str) -> dict[tuple[int, int], LinkFormula]:
    """The cells whose formula is a link. ``sheet`` has formulas in place of results.

    Raises UnreadableFileError where there are too many to be true.
    """
    found: dict[tuple[int, int], LinkFormula] = {}
    for line, row in enumerate(cells_of(sheet), start=1):
        for column, cell in enumerate(row):
            if cell.data_type != "f":
                continue
            # Of a formula for several cells there is an object that has the text.
            formula = str(getattr(cell.value, "text", cell.value))
            if "hyperlink(" in formula.lower():
                found[line, column] = _evaluated(formula, line, row)
        if len(found) > MOST_MARKS:
            raise UnreadableFileError(f"{file} has over {MOST_MARKS:,} links")
    return found


def _evaluated(formula: str, line: int, row: Sequence[ReadOnlyCell]) -> LinkFormula:
    """Of texts, numbers, other cells of the row, and "&" between them."""
    unknown = LinkFormula(None)
    if len(formula) > _LONGEST_FORMULA or not _CALL.match(formula):
        return unknown
    try:
        _, *inner, last = Tokenizer(formula).items
    except (TokenizerError, ValueError, IndexError):
        return unknown
    if last.type != Token.FUNC or any(token.type == Token.FUNC for token in inner):
        return unknown
    texts: list[str | None] = [""]
    for token in inner:
        if token.type == Token.SEP:
            texts.append("")
        elif token.type == Token.OPERAND:
            text = _operand(token, line, row)
            before = texts[-1]
            texts[-1] = None if text is None or before is None else before + text
        elif token.value != "&" and token.type != Token.WSPACE:
            texts[-1] = None
    url = texts[0]
    return LinkFormula(url, (texts[1] if len(texts) > 1 else url) or None)


def _operand(token: Token, line: int, row: Sequence[ReadOnlyCell]) -> str | None:
    if token.subtype == Token.TEXT:
        return str(token.value)[1:-1].replace('""', '"')
    if token.subtype == Token.NUMBER:
        return str(token.value)
    place = _CELL.fullmatch(token.value)
    if not place or int(place[2]) != line:
        return None
    column = column_index_from_string(place[1]) - 1
    cell = row[column] if column < len(row) else None
    if cell is None or cell.data_type == "f" or not isinstance(cell.value, str | int):
        return None
    return str(cell.value)
