"""Which format an export has, and what writes it. What a file's name says is what is in it."""

import sys
from collections.abc import Callable
from pathlib import Path

from knowledge_base.content.entries import Content
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.exporting.json_lines import json_lines
from knowledge_base.exporting.table import table_rows
from knowledge_base.exporting.workbook import workbook_bytes
from knowledge_base.importing.reading.formats import SUFFIXES as IMPORTED
from knowledge_base.importing.spreadsheet_cells import MARK, csv_writer, guarded, new_table
from knowledge_base.private_files import new_file, new_text_file

SUFFIXES = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl"}
"""By the end of a file's name."""

FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))
"""The names that ``--format`` takes."""


def format_of(path: Path | None, named: str | None) -> str:
    """The format of an export to ``path``; ``named`` is what ``--format`` says.

    Without both it is JSON Lines. Raises KnowledgeBaseError for a format that is not known, and
    for a name that says nothing or something else.
    """
    if named is not None and named not in FORMATS:
        raise KnowledgeBaseError(f"there is no format '{named}' to export; use {_listed(FORMATS)}")
    if path is None:
        return named or "jsonl"
    suffix = path.suffix.lower()
    if named is None and suffix not in SUFFIXES:
        raise KnowledgeBaseError(
            f"the name {path} does not say which format it shall have: end it with "
            f"{_listed(SUFFIXES)}, or give --format {_listed(FORMATS)}"
        )
    if named is not None and suffix in (SUFFIXES | IMPORTED) and SUFFIXES.get(suffix) != named:
        raise KnowledgeBaseError(f"{path} is no name for a file with --format {named}")
    return named or SUFFIXES[suffix]


def write(content: Content, path: Path, format_name: str) -> None:
    """Writes the entries into a file. Raises UnwritableFileError, and KnowledgeBaseError for a
    workbook that would have more rows than Excel can open."""
    _WRITERS[format_name](content, path)


def print_out(content: Content, format_name: str) -> None:
    """Writes the entries to standard output. Raises KnowledgeBaseError for a workbook."""
    if format_name == "xlsx":
        raise KnowledgeBaseError("a workbook needs a file to be written to: give --output FILE")
    if format_name == "csv":
        sys.stdout.write(MARK)
        csv_writer(sys.stdout).writerows(table_rows(content, guarded))
    else:
        sys.stdout.writelines(line + "\n" for line in json_lines(content))


def _csv(content: Content, path: Path) -> None:
    with new_table(path) as table:
        table.writerows(table_rows(content, guarded))


def _xlsx(content: Content, path: Path) -> None:
    with new_file(path) as file:
        file.write(workbook_bytes(content))


def _jsonl(content: Content, path: Path) -> None:
    with new_text_file(path) as file:
        file.writelines(line + "\n" for line in json_lines(content))


_WRITERS: dict[str, Callable[[Content, Path], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
}


def _listed(names: tuple[str, ...] | dict[str, str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
