"""Files that only their owner may read: what we create, and what an earlier version created."""

import io
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL

from knowledge_base.configuration import REPOSITORY_ROOT
from knowledge_base.errors import UnwritableFileError, reason_of

VAR = REPOSITORY_ROOT / "var"

OTHERS = 0o077
"""The rights of all but the owner."""

_WARNINGS_SHOWN = 3


def keep_files_private() -> None:
    """From now on, only its user may read what this process and its children create."""
    os.umask(OTHERS)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which only its owner may read. It is at ``path`` when the block ends.

    If anything fails in the block, what was at ``path`` before stays, and nothing is left of the
    new file. Pipes and devices are written at once. Raises UnwritableFileError.
    """
    try:
        if path.exists() and not path.is_file():
            with open(path, "wb") as file:
                yield file
            return
        target = os.path.realpath(path)
        handle, unfinished = tempfile.mkstemp(prefix=".writing-", dir=os.path.dirname(target))
        try:
            with open(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(unfinished)
            raise
    except OSError as error:
        raise UnwritableFileError(f"{path} cannot be written: {reason_of(error)}") from error


@contextmanager
def new_text_file(
    path: Path, *, encoding: str = "utf-8", newline: str | None = None
) -> Iterator[IO[str]]:
    """``new_file`` for text. Halves of characters, which have no UTF-8, are written as "?"."""
    with new_file(path) as file:
        text = io.TextIOWrapper(file, encoding=encoding, newline=newline, errors="replace")
        try:
            yield text
        finally:
            text.detach()  # writes the rest; ``new_file`` closes the file


def close_to_others(folders: Iterable[Path], files: Iterable[Path]) -> list[str]:
    """Takes from others every right to the folders and what is in them, and to the files.

    No symlink in a folder is followed, and the folder of a file stays as it is. Returns a few
    warnings: first that one of ``files`` is of another user, who therefore should run this; then
    what belongs to another user, and what could not be changed.
    """
    files = list(files)
    found = [text for folder in folders for text in _close_tree(os.path.realpath(folder))]
    found += [text for file in files for text in _close(os.path.realpath(file))]
    warnings = list(dict.fromkeys(found))  # the index usually lies in var/
    more = len(warnings) - _WARNINGS_SHOWN
    rest = warnings[:_WARNINGS_SHOWN] + ([f"… and {more} more such files"] if more > 0 else [])
    return list(islice(_of_another_user(files), 1)) + rest


def database_files(url: URL) -> list[Path]:
    """The files that SQLite may have for a database; none for another kind."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return []
    path = os.path.realpath(str(url.database))  # as SQLite names the files beside it
    return [Path(path + suffix) for suffix in ("", "-wal", "-shm", "-journal")]


def _of_another_user(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with suppress(OSError):  # it is not there
            owner = file.stat().st_uid
            if owner != os.geteuid():
                yield (
                    f"Run this as the user ({owner}) to whom {file} belongs: that user cannot read "
                    "what you create here"
                )


def _close_tree(top: str) -> Iterator[str]:
    if not os.access(top, os.R_OK | os.X_OK):
        return  # it is not there, or another user has closed it to us: nothing in it is ours
    yield from _close(top)
    for _, folders, files, folder in os.fwalk(top):
        # A folder is closed before the walk enters it: nobody can exchange what is inside.
        for name in (*folders, *files):
            yield from _close(name, folder)


def _close(path: str, folder: int | None = None) -> Iterator[str]:
    try:
        # The name is used once, so that what follows cannot be led to another file.
        file = os.open(path, os.O_PATH | os.O_NOFOLLOW, dir_fd=folder)
    except OSError:
        return  # it is not there, or not any more
    try:
        found = os.fstat(file)
        opened = f"/proc/self/fd/{file}"
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            return
        if found.st_uid != os.geteuid():
            yield f"{os.readlink(opened)} belongs to another user ({found.st_uid})"
        if found.st_mode & OTHERS:
            try:
                os.chmod(opened, stat.S_IMODE(found.st_mode) & ~OTHERS)
            except OSError as error:
                yield f"others may read {os.readlink(opened)}: {error.strerror}"
    finally:
        os.close(file)
