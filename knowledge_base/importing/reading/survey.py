"""One pass over the bytes of a file, for all that is needed to find its encoding."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

SAMPLE = 1_000_000
"""Bytes that ways to read a file are compared on."""

_CHUNK = 1_000_000
_CONTROLS = bytes(range(1, 9)) + bytes(range(14, 32))


@dataclass
class Survey:
    """What one pass over the bytes found. ``sample`` begins with the first line that is not all
    ASCII, ``utf8_fault`` is the first byte that is not UTF-8."""

    first: bytes = b""
    sample: bytes = b""
    size: int = 0
    nuls: int = 0
    nul_line: int | None = None
    controls: int = 0
    utf8_fault: int | None = None


def survey(file: BinaryIO) -> Survey:
    """Reads the file once, a piece at a time."""
    seen = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 0
    for chunk in chunks(file):
        seen.first = seen.first or chunk
        if seen.sample:
            seen.sample += chunk if len(seen.sample) < SAMPLE else b""
        elif not chunk.isascii():
            seen.sample = _from_first_line(chunk)
        if b"\0" in chunk:
            if seen.nul_line is None:
                seen.nul_line = lines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
            seen.nuls += chunk.count(b"\0")
        seen.controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        lines += chunk.count(b"\n")
        if seen.utf8_fault is None:
            seen.utf8_fault = fault_in(decoder, chunk, seen.size)
        seen.size += len(chunk)
    if seen.utf8_fault is None:
        seen.utf8_fault = fault_in(decoder, b"", seen.size, final=True)
    return seen


def fault_in(
    decoder: codecs.IncrementalDecoder, chunk: bytes, offset: int, *, final: bool = False
) -> int | None:
    """The first byte of a piece that is not text in the decoder's encoding; None when there is none."""
    kept = decoder.getstate()[0]
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        return max(0, offset - len(kept) + error.start)
    except UnicodeError:  # UTF-16 that begins with neither mark
        return offset
    return None


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file from its beginning, in pieces."""
    file.seek(0)
    return iter(lambda: file.read(_CHUNK), b"")


def _from_first_line(chunk: bytes) -> bytes:
    ascii_only = len(chunk) - len(chunk.lstrip(bytes(range(128))))
    return chunk[chunk.rfind(b"\n", 0, ascii_only) + 1 :]
