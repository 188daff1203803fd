"""Digests that change when one of the files changes that something was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *, root: Path, also: Iterable[str] = ()) -> str:
    """SHA-256 (hex) over names and contents of files and of all files in folders.

    Names are relative to ``root``, so that a moved checkout has the same digest.
    Hidden files and bytecode are left out, and so are paths that do not exist.
    ``also`` adds texts to the digest.
    """
    total = hashlib.sha256()
    for text in also:
        total.update(f"text {text}\0".encode())
    for file in sorted(_files(paths)):
        total.update(f"file {file.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def sha256(path: Path) -> str:
    """SHA-256 (hex) of one file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(paths: Iterable[Path]) -> set[Path]:
    found: set[Path] = set()
    for path in paths:
        if path.is_file():
            found.add(path)
        elif path.is_dir():
            found.update(file for file in path.rglob("*") if file.is_file() and _counts(file))
    return found


def _counts(file: Path) -> bool:
    return "__pycache__" not in file.parts and not file.name.startswith(".")
