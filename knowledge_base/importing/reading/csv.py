"""Tables in text: CSV, TSV, and with other characters between cells."""

from collections.abc import Iterator
from itertools import islice

from knowledge_base.importing.errors import AmbiguousColumnsError, UnreadableFileError
from knowledge_base.importing.reading.header import LOOKED_AT, Header, find_header
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.records import Record, records
from knowledge_base.importing.reading.text_files import Text
from knowledge_base.importing.rows import Read, Rejected

_DELIMITERS = ",\t;|"
_CHINESE_COMMA = "，"
_LOOKED_AT = 200_000  # characters


def read_csv(text: Text, file: str, options: ReadOptions) -> Read:
    """Rows or messages of a table.

    Raises UnreadableFileError when no line names a column for questions, answers or messages, and
    the lines do not look like questions and answers either; AmbiguousColumnsError when several
    columns have the answer.
    """
    header, delimiter = understand(text, file, options)
    options.findings.columns.update(header.named)
    options.findings.unused[file] = header.columns.unused
    for warning in header.warnings:
        options.findings.warn(warning)
    if header.columns.linked:
        for record in _data(text, header, delimiter):
            header.columns.link(record.cells)
    for record in _data(text, header, delimiter):
        if record.problem:
            yield Rejected(file, record.line, record.problem)
        else:
            yield from header.columns.read(record.cells, file, record.line)


def understand(text: Text, file: str, options: ReadOptions) -> tuple[Header, str]:
    """The header, and what stands between the cells: what names the most columns."""
    sample = _sample(text)
    found: list[tuple[Header, str]] = []
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
            found.append((header, delimiter))
    if not found:
        raise max(problems, key=lambda problem: problem[0])[1]
    return max(found, key=lambda item: (len(item[0].named), item[0].rows > 0))


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


def _data(text: Text, header: Header, delimiter: str) -> Iterator[Record]:
    found = _filled(records(text.lines(), delimiter))
    skipped = 0
    for record in found:
        if skipped < header.rows and not record.problem:
            skipped += 1 if not (record.line == 1 and _tells_excel(record.cells[0])) else 0
        elif not (record.line == 1 and record.cells and _tells_excel(record.cells[0])):
            yield record


def _filled(found: Iterator[Record]) -> Iterator[Record]:
    for record in found:
        if record.problem or any(map(str.strip, record.cells)):
            yield record


def _tells_excel(line: str) -> bool:
    return len(line) < 10 and line.strip().lower().startswith("sep=")
