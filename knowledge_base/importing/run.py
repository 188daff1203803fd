"""One import, from files to a published version. All or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge_base.entries import Entry
from knowledge_base.errors import NothingToImportError, UnreadableFileError
from knowledge_base.importing.cleaning import clean
from knowledge_base.importing.csv_reader import read_csv
from knowledge_base.importing.decoding import read_text
from knowledge_base.importing.jsonl_reader import read_jsonl
from knowledge_base.importing.merging import Plan, plan
from knowledge_base.importing.rows import Read, Rejected, Row, file_label
from knowledge_base.shop_index import IndexFolder, Progress
from knowledge_base.storage.store import Store

READERS = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
"""What reads a file, by the end of its name."""


@dataclass(frozen=True)
class Report:
    """What an import did, or would do; ``version`` is None when nothing was published."""

    plan: Plan
    version: str | None


def import_files(
    paths: Sequence[Path],
    *,
    shop_id: str,
    store: Store,
    folder: IndexFolder,
    dry_run: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Publishes what the files say, with its index, in one step.

    The index is made inside the transaction that moves the pointer, so that neither is seen
    without the other; whatever interrupts it leaves the old version serving. Files that change
    nothing publish nothing. Raises ImportingError, StoreError, EncoderError.
    """
    rows, rejected = _read(paths)
    if dry_run:
        content = store.content(shop_id)
        return Report(_planned(rows, rejected, content.by_key if content else {}), None)
    with store.publishing(shop_id) as publication:
        planned = _planned(rows, rejected, publication.entries())
        if not planned.changed:
            return Report(planned, None)
        publication.put(planned.changed)
        content = publication.publish()
        folder.build(content, progress)
    folder.remove_old(content)
    return Report(planned, content.version)


def _read(paths: Sequence[Path]) -> tuple[list[Row], list[Rejected]]:
    rows: list[Row] = []
    rejected: list[Rejected] = []
    for path in paths:
        for found in _read_file(path):
            item = clean(found) if isinstance(found, Row) else found
            if isinstance(item, Row):
                rows.append(item)
            else:
                rejected.append(item)
    return rows, rejected


def _read_file(path: Path) -> Read:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise UnreadableFileError(f"{path}: unknown kind of file; known are {known}")
    return reader(read_text(path), file_label(path))


def _planned(rows: list[Row], rejected: list[Rejected], stored: dict[str, Entry]) -> Plan:
    planned = plan(rows, stored)
    everything = [*rejected, *planned.rejected]
    if not planned.changed and not planned.unchanged:
        first = everything[0] if everything else None
        why = f": {first.file} line {first.line}: {first.reason}" if first else ""
        raise NothingToImportError(f"no row could be used{why}")
    ordered = sorted(everything, key=lambda item: (item.file, item.line))
    return replace(planned, rejected=ordered)
