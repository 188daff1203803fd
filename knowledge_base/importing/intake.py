"""Files in: every row read, cleaned, and put where it can be sorted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge_base.importing.cleaning import clean
from knowledge_base.importing.clock import Clock
from knowledge_base.importing.errors import AmbiguousEncodingError
from knowledge_base.importing.reading.formats import Opened, Options, open_file
from knowledge_base.importing.report import Source
from knowledge_base.importing.rows import Message, Rejected, Row
from knowledge_base.importing.scratch import Scratch

ChooseEncoding = Callable[[AmbiguousEncodingError], str | None]
"""Asks a person which reading of a file is right; None when nobody can be asked."""

_TOLD_EVERY = 1_000  # rows


def take_in(
    paths: Sequence[Path],
    options: Options,
    scratch: Scratch,
    clock: Clock,
    choose_encoding: ChooseEncoding,
) -> list[Source]:
    """Reads all files, and says how each was understood.

    Raises UnreadableFileError for the first one that cannot be read at all.
    """
    sources = []
    for path in paths:
        opened = _opened(path, options, choose_encoding)
        stage = f"reading {path.name}" if len(paths) > 1 else "reading"
        rows = iter(opened.rows)
        count = 0
        while True:
            start = time.perf_counter()
            found = next(rows, None)
            read = time.perf_counter()
            clock.add("reading", read - start, 1)
            if found is None:
                break
            keep(found, scratch)
            clock.add("cleaning", time.perf_counter() - read, 1)
            count += 1
            if count % _TOLD_EVERY == 0:
                clock.progress(stage, min(opened.position(), opened.size), opened.size)
        clock.progress(stage, opened.size, opened.size)
        sources.append(opened.described())
    return sources


def _opened(path: Path, options: Options, choose_encoding: ChooseEncoding) -> Opened:
    try:
        return open_file(path, options)
    except AmbiguousEncodingError as error:
        chosen = choose_encoding(error)
        if chosen is None:
            raise
        return open_file(path, replace(options, encoding=chosen))


def keep(found: Row | Message | Rejected, scratch: Scratch) -> None:
    """Cleans what a reader found and puts it into the scratch."""
    if isinstance(found, Message):
        scratch.say(found)
        return
    cleaned = clean(found) if isinstance(found, Row) else found
    if isinstance(cleaned, Rejected):
        scratch.reject(cleaned)
    else:
        scratch.add(cleaned.row, cleaned.reasons)
