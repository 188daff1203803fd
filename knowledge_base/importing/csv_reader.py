"""CSV and TSV with a header line. Column names may be English or Chinese."""

import csv
import io

from knowledge_base.errors import UnreadableFileError
from knowledge_base.importing.rows import Read, Rejected, Row, language_named

COLUMNS: dict[str, tuple[str, ...]] = {
    "entry": ("entry", "id", "key", "条目", "编号"),
    "category": ("category", "topic", "分类", "类别", "類別", "分類"),
    "language": ("language", "lang", "语言", "語言"),
    "question": ("question", "q", "问题", "问", "問題", "问句"),
    "answer": ("answer", "a", "reply", "答案", "回答", "答", "回复"),
    "source": ("source", "来源", "來源"),
}
"""Our name of a column, and what files call it."""

_DELIMITERS = ",\t;"
_LONGEST_CELL = 1_000_000


def read_csv(text: str, file: str) -> Read:
    """Rows of a table. Raises UnreadableFileError when the header names no question or answer."""
    csv.field_size_limit(_LONGEST_CELL)
    header, _, _ = text.lstrip().partition("\n")
    delimiter = max(_DELIMITERS, key=header.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: dict[str, int] = {}
    line = 1
    try:
        for cells in table:
            start, line = line, table.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, file)
                continue
            yield _row(
                {name: cells[i] for name, i in columns.items() if i < len(cells)},
                file,
                start,
            )
    except csv.Error as error:
        reason = f"the table cannot be read from here on: {error}"
        yield Rejected(file, line, reason)


def _columns(cells: list[str], file: str) -> dict[str, int]:
    names = [cell.strip().lower() for cell in cells]
    columns = {
        ours: names.index(theirs)
        for ours, known in COLUMNS.items()
        for theirs in reversed(known)
        if theirs in names
    }
    if "question" not in columns and "answer" not in columns:
        raise UnreadableFileError(
            f"{file} has no column 'question' or 'answer' (或 '问题'、'答案') in its first line"
        )
    return columns


def _row(cells: dict[str, str], file: str, line: int) -> Row | Rejected:
    name = cells.pop("language", "").strip()
    if name and language_named(name) is None:
        return Rejected(file, line, f"the language '{name[:20]}' is not known; use zh or en")
    return Row(file=file, line=line, language=language_named(name), **cells)
