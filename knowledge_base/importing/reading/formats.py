"""Every format that can be imported, and what reads it.

A reader is a function that gives everything a file says, in its order, as a stream of ``Row``,
``Message`` and ``Rejected``; see ``rows.Read``. It is called with a source, the file's label (which
rows and reports call it by) and ``ReadOptions``, and reports what it finds out about the whole file in
``options.findings``. The source is

- a ``Text``, whose lines can be gone through several times, for formats read line by line;
- the whole text, decoded, for those that need it (``most`` says how many bytes it may have);
- the path, for those that are no text.

A reader raises UnreadableFileError for a file that it cannot use at all; a fault in one row is a
``Rejected``.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from knowledge_base.importing.encodings import Encoding
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.decoding import detect, opened
from knowledge_base.importing.reading.magic import XLSX, binary_kind
from knowledge_base.importing.reading.options import Findings, ReadOptions
from knowledge_base.importing.reading.sniffing import BEGINNING, is_page, sniffed
from knowledge_base.importing.reading.text_files import TextFile
from knowledge_base.importing.report import Source
from knowledge_base.importing.rows import Message, Read, Rejected, Row, file_label

__all__ = ["FORMATS", "SUFFIXES", "Findings", "OpenedFile", "ReadOptions", "open_file"]


@dataclass(frozen=True)
class Format:
    """``reader`` is ``module.function`` in this package; it is imported when it is needed."""

    reader: str
    takes: Literal["lines", "text", "path"]
    most: int = 50_000_000


FORMATS: dict[str, Format] = {
    "csv": Format("csv.read_csv", "lines"),
    "tsv": Format("csv.read_csv", "lines"),
    "jsonl": Format("jsonl.read_jsonl", "lines"),
    "json": Format("json.read_json", "text", most=200_000_000),
    "yaml": Format("yaml.read_yaml", "text"),
    "rasa": Format("rasa.read_rasa", "text"),
    "markdown": Format("markdown.read_markdown", "text"),
    "html": Format("html.read_html", "text"),
    "xlsx": Format("xlsx.read_xlsx", "path"),
    "transcript": Format("chat_text.read_chat", "lines"),
}
"""By the names that ``--format`` takes."""

SUFFIXES: dict[str, str] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".yml": "yaml",
    ".yaml": "yaml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
"""By the end of a file's name; files with another end (.txt) are sniffed."""


class OpenedFile:
    """A file that is being read. ``rows`` is gone through once."""

    def __init__(self, path: Path, name: str, text: TextFile | None, options: ReadOptions) -> None:
        self._name = name
        self._text = text
        self._findings = options.findings
        self._label = file_label(path)
        self.size = path.stat().st_size
        self.rows: Iterator[Row | Message | Rejected] = _read(path, name, text, options)

    def position(self) -> int:
        """Bytes read so far; those of an Excel workbook are not counted."""
        return self._text.position if self._text else 0

    def described(self) -> Source:
        """How the file was understood: what is known once the first row was read, and all of it
        after the last."""
        encoding = self._text.encoding if self._text else Encoding("")
        return Source(
            self._label,
            self._name,
            encoding.name,
            encoding.margin,
            dict(self._findings.columns),
            (*encoding.warnings, *self._findings.warnings),
            dict(self._findings.sheets),
            tuple(self._findings.other_sheets),
            {label: tuple(names) for label, names in self._findings.unused.items() if names},
        )


def open_file(path: Path, options: ReadOptions) -> OpenedFile:
    """Finds the format of a file and begins to read it.

    Raises UnreadableFileError for a file that is missing or of no known format, and AmbiguousEncodingError;
    going through the rows may raise UnreadableFileError too.
    """
    options = replace(options, findings=Findings())
    if options.format is not None and options.format not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnreadableFileError(f"there is no format '{options.format}'; known are {known}")
    with opened(path) as file:
        beginning = _beginning(file.read, path)
    name = options.format or SUFFIXES.get(path.suffix.lower())
    kind = binary_kind(beginning)
    if options.format is None and kind == XLSX:
        name = "xlsx"
    elif options.format is None and name == "xlsx" and is_page(beginning.decode("latin-1")):
        name = "html"
    if name == "xlsx":
        if kind != XLSX:
            what = f"but {kind}" if kind else "no ZIP archive, as such a workbook is"
            raise UnreadableFileError(f"{path} is no Excel workbook (.xlsx), {what}")
        return OpenedFile(path, name, None, options)
    is_json = name in ("json", "jsonl")
    text = TextFile(path, detect(path, options.encoding, is_json=is_json))
    if options.format is None or options.format == "transcript":
        name = sniffed(text.beginning(BEGINNING), name, options)
    return OpenedFile(path, name or "csv", text, options)


def _beginning(read: Callable[[int], bytes], path: Path) -> bytes:
    try:
        return read(4096)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error


def _read(path: Path, name: str, text: TextFile | None, options: ReadOptions) -> Read:
    form = FORMATS[name]
    module, function = form.reader.split(".")
    source: Any = path
    if text is not None:
        source = text if form.takes == "lines" else _whole(path, text, form)
    reader = getattr(import_module(f"{__package__}.{module}"), function)
    rows: Read = reader(source, file_label(path), options)
    yield from rows


def _whole(path: Path, text: TextFile, form: Format) -> str:
    size = os.stat(path).st_size
    if size > form.most:
        raise UnreadableFileError(
            f"{path} has {size:,} bytes, and {form.most:,} are the most for this format; "
            "JSON Lines and CSV may be of any size"
        )
    return text.read()
