"""Finds exports that hold what is erased: tables, reports and entries that somebody wrote."""

import html
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

SHORTEST = 8

_TEXTS = frozenset((".csv", ".json", ".jsonl", ".ndjson", ".html", ".txt", ".md"))
_OVERLAP = 1_000  # more than a value has
_CHUNK = 1_000_000


def exports_with(folder: Path, values: Collection[str]) -> Iterator[Path]:
    """Text files and workbooks anywhere below ``folder`` that hold one of these values, as UTF-8.

    Values below SHORTEST are not looked for: a file may hold them by chance. A file that cannot be
    read is passed over.
    """
    wanted = [value.encode("utf-8", "replace") for value in values if len(value) >= SHORTEST]
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink() and _file_holds(path, wanted):
            yield path


def _file_holds(path: Path, wanted: list[bytes]) -> bool:
    try:
        if path.suffix.lower() == ".xlsx":
            return _workbook_holds(path, wanted)
        if path.suffix.lower() in _TEXTS:
            with path.open("rb") as file:
                return _holds(file, wanted)
    except (OSError, BadZipFile):
        pass
    return False


def _workbook_holds(path: Path, wanted: list[bytes]) -> bool:
    with ZipFile(path) as archive:
        escaped = [html.escape(value.decode(), quote=False).encode() for value in wanted]
        for part in archive.infolist():
            with archive.open(part) as file:
                if _holds(file, escaped):
                    return True
    return False


def _holds(file: IO[bytes], wanted: list[bytes]) -> bool:
    before = b""
    while chunk := file.read(_CHUNK):
        read = before + chunk
        if any(value in read for value in wanted):
            return True
        before = read[-_OVERLAP:]
    return False
