"""Reads files and puts every row, cleaned, into the row buffer."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge_base.importing.checking.personal_data import Hide, masked
from knowledge_base.importing.cleaning import by_language, clean
from knowledge_base.importing.errors import AmbiguousEncodingError
from knowledge_base.importing.reading.formats import OpenedFile, open_file
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.report import Source
from knowledge_base.importing.row_buffer import RowBuffer
from knowledge_base.importing.rows import Message, Rejected, Row
from knowledge_base.importing.stage_timer import StageTimer
from knowledge_base.privacy.masking import mask

ChooseEncoding = Callable[[AmbiguousEncodingError], str | None]
"""Asks a person which reading of a file is right; None when there is nobody to ask."""

_REPORT_EVERY = 1_000  # rows


def ingest_files(
    paths: Sequence[Path],
    options: ReadOptions,
    buffer: RowBuffer,
    timer: StageTimer,
    choose_encoding: ChooseEncoding,
    hide: Hide,
) -> list[Source]:
    """Puts the rows of all files into the buffer; returns how each file was understood.

    ``hide`` takes personal data out of names.

    Raises UnreadableFileError for the first one that cannot be read at all.
    """
    sources = []
    for path in paths:
        opened = _opened(path, options, choose_encoding)
        stage = f"reading {hide(path.name)}" if len(paths) > 1 else "reading"
        rows = iter(opened.rows)
        count = 0
        while True:
            start = time.perf_counter()
            found = next(rows, None)
            read = time.perf_counter()
            timer.add("reading", read - start, 1)
            if found is None:
                break
            ingest(found, buffer, hide)
            timer.add("cleaning", time.perf_counter() - read, 1)
            count += 1
            if count % _REPORT_EVERY == 0:
                timer.progress(stage, min(opened.position(), opened.size), opened.size)
        timer.progress(stage, opened.size, opened.size)
        sources.append(_masked_source(opened.described(), hide))
    return sources


def ingest(found: Row | Message | Rejected, buffer: RowBuffer, hide: Hide) -> None:
    """Cleans what a reader found and puts it into the buffer.

    This is the gate: nothing that an import stores or reports has passed by it. Personal data stays
    only in answers, on which checks decide later, and in messages of chats, of which only masked
    text is kept.
    """
    if isinstance(found, Message):
        file, category = hide(found.file), mask(found.category)
        buffer.add_message(replace(found, file=file, category=category))
        return
    cleaned = clean(found) if isinstance(found, Row) else found
    if isinstance(cleaned, Rejected):
        buffer.reject(_masked_rejected(cleaned, hide))
        return
    stated = isinstance(found, Row) and found.language is not None
    for part in (cleaned,) if stated else by_language(cleaned):
        row, reasons = masked(part.row, hide)
        done = (replace(reason, text=mask(reason.text)) for reason in part.reasons)
        buffer.add(row, (*done, *reasons))


def _masked_rejected(rejected: Rejected, hide: Hide) -> Rejected:
    row = masked(rejected.row, hide)[0] if rejected.row else None
    file, reason = hide(rejected.file), mask(rejected.reason)
    return replace(rejected, file=file, reason=reason, row=row)


def _masked_source(source: Source, hide: Hide) -> Source:
    return replace(
        source,
        file=hide(source.file),
        columns={ours: mask(theirs) for ours, theirs in source.columns.items()},
        warnings=tuple(map(mask, source.warnings)),
        sheets={hide(label): hide(title) for label, title in source.sheets.items()},
        other_sheets=tuple(map(hide, source.other_sheets)),
        unused={hide(label): tuple(map(mask, names)) for label, names in source.unused.items()},
    )


def _opened(path: Path, options: ReadOptions, choose_encoding: ChooseEncoding) -> OpenedFile:
    try:
        return open_file(path, options)
    except AmbiguousEncodingError as error:
        chosen = choose_encoding(error)
        if chosen is None:
            raise
        return open_file(path, replace(options, encoding=chosen))
