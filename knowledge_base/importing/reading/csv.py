"""Tables in text: CSV, TSV, and with other characters between cells."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from knowledge_base.importing.errors import AmbiguousColumnsError, UnreadableFileError
from knowledge_base.importing.reading.header import LOOKED_AT, Header, find_header
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.records import Record, records
from knowledge_base.importing.reading.spliced_rows import spliced_lines
from knowledge_base.importing.reading.text_files import Text
from knowledge_base.importing.rows import Read, Rejected

_DELIMITERS = ",\t;|"
_CHINESE_COMMA = "，"
_LOOKED_AT = 200_000  # characters


class Table(NamedTuple):
    """How a table is written. It has ``width`` columns. ``all_quoted``: even their names are in
    quotes, so that what has none is no row."""

    header: Header
    delimiter: str
    width: int
    all_quoted: bool

    @property
    def questions(self) -> list[int]:
        """Columns that hold questions."""
        places = self.header.columns.places
        asking = [ours for ours in places if ours.startswith(("question", "similar"))]
        return [place for ours in asking for place in places[ours]]


def read_csv(text: Text, file: str, options: ReadOptions) -> Read:
    """Rows or messages of a table.

    Raises UnreadableFileError when no line names a column for questions, answers or messages, and
    the lines do not look like questions and answers either; AmbiguousColumnsError when several
    columns have the answer.
    """
    table = understand(text, file, options)
    header = table.header
    options.findings.columns.update(header.named)
    options.findings.unused[file] = header.columns.unused
    for warning in header.warnings:
        options.findings.warn(warning)
    if header.columns.linked:
        for record in _data(text, table):
            header.columns.link(record.cells)
    for record in _data(text, table):
        if record.problem:
            yield Rejected(file, record.line, record.problem)
        else:
            yield from header.columns.read(record.cells, file, record.line)


def understand(text: Text, file: str, options: ReadOptions) -> Table:
    """What stands between the cells is what names the most columns. Raises as ``read_csv`` does."""
    sample = _sample(text)
    found: list[Table] = []
    problems: list[tuple[int, UnreadableFileError]] = []
    for delimiter in _DELIMITERS + _CHINESE_COMMA:
        rows = [record.cells for record in _filled(records(iter(sample), delimiter))]
        rows = [row for row in rows if row][:LOOKED_AT]
        try:
            header = find_header(rows, options.columns, file)
        except AmbiguousColumnsError:
            raise
        except UnreadableFileError as error:
            problems.append((max(map(len, rows), default=0), error))
            continue
        if delimiter != _CHINESE_COMMA or (len(header.named) > 1 and not found):
            width = len(rows[max(0, header.rows - 1)])
            found.append(Table(header, delimiter, width, sample[0].startswith('"')))
    if not found:
        raise max(problems, key=lambda problem: problem[0])[1]
    return max(found, key=lambda table: (len(table.header.named), table.header.rows > 0))


def _sample(text: Text) -> list[str]:
    """The first lines, without the one that names the delimiter for Excel."""
    sample: list[str] = []
    size = 0
    for line in islice(text.lines(), 10 * LOOKED_AT):
        size += len(line)
        if sample and size > _LOOKED_AT:
            break
        if sample or not _tells_excel(line):
            sample.append(line)
    return sample


def _data(text: Text, table: Table) -> Iterator[Record]:
    found = _filled(records(text.lines(), table.delimiter))
    skipped = 0
    for record in found:
        if skipped < table.header.rows and not record.problem:
            skipped += 1 if not (record.line == 1 and _tells_excel(record.cells[0])) else 0
        elif not (record.line == 1 and record.cells and _tells_excel(record.cells[0])):
            yield record if record.problem else _checked(record, table)


def _checked(record: Record, table: Table) -> Record:
    """With a problem where a stray quotation mark seems to have taken rows into a cell."""
    if table.all_quoted or not any("\n" in cell or "\r" in cell for cell in record.cells):
        return record
    lines = spliced_lines(record.cells, table.delimiter, table.width, table.questions)
    if not lines:
        return record
    is_tab = table.delimiter == "\t"
    remedy = "in place of each tab" if is_tab else f"after each '{table.delimiter}'"
    return record._replace(
        problem=f"a text in quotation marks reaches from line {record.line} to line "
        f"{record.line + lines - 1}, and its lines look like rows of the table. Take out the "
        'quotation mark that is too many, or write it twice (""); '
        f"if it is one text, put a space {remedy} in it"
    )


def _filled(found: Iterator[Record]) -> Iterator[Record]:
    for record in found:
        if record.problem or any(map(str.strip, record.cells)):
            yield record


def _tells_excel(line: str) -> bool:
    return len(line) < 10 and line.strip().lower().startswith("sep=")
