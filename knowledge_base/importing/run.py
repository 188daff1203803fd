"""The way in: files, or rows that a person approved, become a published version."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge_base.importing.clock import Clock
from knowledge_base.importing.intake import ChooseEncoding, keep, take_in
from knowledge_base.importing.publishing import Confirm, Publishing, Wishes
from knowledge_base.importing.reading.options import Options
from knowledge_base.importing.report import Report
from knowledge_base.importing.rows import Row
from knowledge_base.importing.scratch import Scratch
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.progress import Progress


def import_files(
    paths: Sequence[Path],
    base: KnowledgeBase,
    shop_id: str,
    *,
    options: Options | None = None,
    wishes: Wishes | None = None,
    progress: Progress = lambda *_: None,
    confirm: Confirm = lambda _: True,
    choose_encoding: ChooseEncoding = lambda _: None,
) -> Report:
    """Publishes what the files say, and its index, by moving one pointer.

    Whatever interrupts it leaves the old version serving. Files that change nothing publish
    nothing. Raises ImportingError, StoreError and EncoderError; those that had something to
    report carry it: NothingToImportError, RegressionError.
    """
    clock = Clock(progress)
    wishes = wishes or Wishes()
    report = Report(shop_id, dry_run=wishes.dry_run)
    names = ", ".join(dict.fromkeys(path.name for path in paths))
    wishes = replace(wishes, reason=f"import of {names}")
    with Scratch() as scratch:
        report.sources = take_in(paths, options or Options(), scratch, clock, choose_encoding)
        return Publishing(base, scratch, report, clock, wishes, confirm).run()


def import_approved(
    rows: Iterable[Row],
    base: KnowledgeBase,
    shop_id: str,
    *,
    wishes: Wishes | None = None,
    progress: Progress = lambda *_: None,
    confirm: Confirm = lambda _: True,
) -> Report:
    """The same for rows that a person has decided on: none of them is held back again."""
    clock = Clock(progress)
    wishes = replace(wishes or Wishes(), approved=True, reason="review")
    report = Report(shop_id, dry_run=wishes.dry_run)
    with Scratch() as scratch:
        for row in rows:
            keep(row, scratch)
        return Publishing(base, scratch, report, clock, wishes, confirm).run()
