"""Entries as an Excel workbook, all of whose cells are text."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from knowledge_base.content.entries import Content
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.exporting.table import row_count, table_rows

MOST_ROWS = 1_048_576
"""Excel's own limit, the header included."""

_WIDTHS = {"A": 24, "B": 16, "C": 20, "D": 10, "E": 50, "F": 80, "G": 20}

_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook_bytes(content: Content) -> bytes:
    """The file. Raises KnowledgeBaseError for more rows than Excel can open."""
    if row_count(content) > MOST_ROWS:
        raise KnowledgeBaseError(
            f"the entries have more questions than a sheet has rows ({MOST_ROWS:,}): "
            "export them as CSV or JSON Lines"
        )
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("entries")
    sheet.freeze_panes = "A2"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, row in enumerate(table_rows(content, str), start=1):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, _storable(text))
            cell.data_type = "s"  # else "=1+1" is a formula
            cell.number_format = "@"  # and what is typed into the cell stays text too
            cell.alignment = wrapped
            if number == 1:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()  # an archive that meets a full disk complains once more when it is freed
    workbook.save(file)
    return file.getvalue()


def _storable(text: str) -> str:
    return _LIKE_AN_ESCAPE.sub("_x005F_", _NO_XML.sub("", text))
