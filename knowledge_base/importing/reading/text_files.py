"""The text of a file, a line at a time, however it was saved."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from knowledge_base.importing.encodings import Encoding
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.decoding import detect, opened

LONGEST_LINE = 16_000_000
"""Characters. More of a line are skipped, and a line of this length cannot be used."""


class Text(Protocol):
    """What readers of lines read."""

    def lines(self) -> Iterator[str]:
        """All lines, from the first on at every call, each with what ends it: LF, CR LF or CR."""
        ...


class WrittenText:
    """Text that is in memory already."""

    def __init__(self, text: str) -> None:
        self._text = text

    def lines(self) -> Iterator[str]:
        """See ``Text``."""
        return _lines(io.StringIO(self._text, newline=""))


class TextFile:
    """Text of a file; ``encoding`` is what ``detect`` found."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._path = path
        self.encoding = encoding
        self._file: BinaryIO | None = None
        self._read = 0

    @property
    def position(self) -> int:
        """Bytes that were read so far; at once after the last line all of them."""
        if self._file is not None and not self._file.closed:
            self._read = self._file.tell()
        return self._read

    def lines(self) -> Iterator[str]:
        """See ``Text``. Raises UnreadableFileError where the file changed since it was looked at."""
        with self._opened() as stream:
            try:
                yield from _lines(stream)
            except (UnicodeError, OSError) as error:
                raise self._unreadable(error) from error
            self._read = self.position

    def read(self) -> str:
        """All of it, lines of any length. Raises as ``lines`` does."""
        with self._opened() as stream:
            try:
                text = stream.read()
            except (UnicodeError, OSError) as error:
                raise self._unreadable(error) from error
            self._read = self.position
        return text.removeprefix("\ufeff")

    def beginning(self, most: int) -> str:
        """Its first characters, up to ``most``."""
        with self._opened() as stream:
            return stream.read(most).removeprefix("\ufeff")

    def _unreadable(self, error: Exception) -> UnreadableFileError:
        return UnreadableFileError(f"{self._path} cannot be read on: {error}")

    def _opened(self) -> io.TextIOWrapper:
        self._file = opened(self._path)
        return open_text(self._file, self.encoding)


def open_text(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """Lines keep what ends them, since it may stand in a cell."""
    errors = "replace" if encoding.lost else "strict"
    return io.TextIOWrapper(file, encoding.name, errors, newline="")


def read_text(path: Path, encoding: str | None = None) -> str:
    """The whole text of a file. Raises UnreadableFileError."""
    return TextFile(path, detect(path, encoding)).read()


def _lines(stream: io.TextIOBase) -> Iterator[str]:
    first = True
    for line in iter(partial(stream.readline, LONGEST_LINE), ""):
        yield line.removeprefix("\ufeff") if first else line
        first = False
        while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = stream.readline(LONGEST_LINE)
            if len(line) < LONGEST_LINE:
                break
