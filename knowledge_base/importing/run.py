"""Imports: files, or rows that a person approved, become a published version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge_base.content.own_intents import OwnIntent
from knowledge_base.importing.ingestion import ChooseEncoding, ingest, ingest_files
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.publishing import Confirm, Publishing
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.report import Report
from knowledge_base.importing.row_buffer import RowBuffer
from knowledge_base.importing.rows import Row
from knowledge_base.importing.stage_timer import StageTimer
from knowledge_base.importing.staging import MayReplace
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.privacy.pseudonyms import Pseudonyms
from knowledge_base.progress import Progress, silent


def import_files(
    paths: Sequence[Path],
    knowledge_base: KnowledgeBase,
    shop_id: str,
    *,
    read_options: ReadOptions | None = None,
    options: ImportOptions | None = None,
    progress: Progress = silent,
    confirm: Confirm = lambda _: True,
    choose_encoding: ChooseEncoding = lambda _: None,
    may_replace: MayReplace = lambda _: False,
) -> Report:
    """Publishes the rows of the files, and their index, by moving one pointer.

    An interrupted import leaves the old version in use. Files that change nothing publish nothing.
    Raises ImportingError, UnwritableFileError, StoreError and EncoderError. NothingToImportError
    and RegressionError carry the report.
    """
    timer = StageTimer(progress)
    options = options or ImportOptions()
    report = Report(shop_id, dry_run=options.dry_run)
    hide = Pseudonyms(knowledge_base.store.pseudonym_secret)
    names = ", ".join(dict.fromkeys(hide(path.name) for path in paths))
    read_options = read_options or ReadOptions()
    options = replace(
        options,
        reason=f"import of {names}",
        replaces=tuple(map(hide, options.replaces)),
        sheets_only=bool(read_options.sheets),
        numbers_name_rows="entry" not in read_options.columns,
    )
    with RowBuffer() as buffer:
        report.sources = ingest_files(paths, read_options, buffer, timer, choose_encoding, hide)
        publishing = Publishing(
            knowledge_base, buffer, report, timer, options, confirm, may_replace
        )
        return publishing.run()


def import_approved(
    rows: Iterable[Row],
    knowledge_base: KnowledgeBase,
    shop_id: str,
    *,
    options: ImportOptions | None = None,
    progress: Progress = silent,
    confirm: Confirm = lambda _: True,
) -> Report:
    """Publishes rows that a person has decided on: none of them is held back again. Questions and
    names are masked all the same.

    Raises what ``import_files`` raises.
    """
    timer = StageTimer(progress)
    options = replace(options or ImportOptions(), approved=True, reason="review")
    report = Report(shop_id, dry_run=options.dry_run)
    hide = Pseudonyms(knowledge_base.store.pseudonym_secret)
    with RowBuffer() as buffer:
        for row in rows:
            ingest(row, buffer, hide)
        return Publishing(knowledge_base, buffer, report, timer, options, confirm).run()


def learn_intents(
    intents: Mapping[str, OwnIntent],
    knowledge_base: KnowledgeBase,
    shop_id: str,
    *,
    options: ImportOptions | None = None,
    progress: Progress = silent,
    confirm: Confirm = lambda _: True,
) -> Report:
    """Publishes a version in which the shop's own intents are these; all else stays as it is.

    Raises what ``import_files`` raises.
    """
    options = replace(options or ImportOptions(), intents=intents, reason="own intents")
    report = Report(shop_id, dry_run=options.dry_run)
    with RowBuffer() as buffer:
        timer = StageTimer(progress)
        return Publishing(knowledge_base, buffer, report, timer, options, confirm).run()
