"""Finds exports that hold what is erased: tables, reports and entries that somebody wrote."""

from collections.abc import Collection, Iterator
from pathlib import Path

SHORTEST = 8

_WRITTEN = frozenset((".csv", ".json", ".jsonl", ".html", ".txt", ".md"))
_OVERLAP = 1_000  # more than a value has
_CHUNK = 1_000_000


def exports_with(folder: Path, values: Collection[str]) -> Iterator[Path]:
    """Text files anywhere below ``folder`` that hold one of these values, as UTF-8.

    Values below SHORTEST are not looked for: a file may hold them by chance. A file that cannot be
    read is passed over.
    """
    wanted = [value.encode("utf-8", "replace") for value in values if len(value) >= SHORTEST]
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _WRITTEN and not path.is_symlink() and _holds(path, wanted):
            yield path


def _holds(path: Path, wanted: list[bytes]) -> bool:
    try:
        with path.open("rb") as file:
            before = b""
            while chunk := file.read(_CHUNK):
                read = before + chunk
                if any(value in read for value in wanted):
                    return True
                before = read[-_OVERLAP:]
    except OSError:
        return False
    return False
