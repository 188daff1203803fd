"""Rows in the buffer become entries of the staged version, and get an outcome each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from knowledge_base.content.entries import Entry
from knowledge_base.importing.merging import MergedEntry, RowForReview, merge_entry
from knowledge_base.importing.row_buffer import BufferedRow, RowBuffer
from knowledge_base.progress import StageProgress
from knowledge_base.storage.staging import BATCH, Change, Staging


@dataclass
class StagedChanges:
    """Keys of the entries by what became of them; ``for_review`` has the rows that a person has to
    decide on, by the key of their entry."""

    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    unchanged: int = 0
    retired: list[str] = field(default_factory=list)
    for_review: dict[str, list[RowForReview]] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        """Entries that are staged."""
        return self.added | self.updated


def merge_rows(
    buffer: RowBuffer,
    staging: Staging,
    *,
    today: date,
    approved: bool = False,
    progress: StageProgress = lambda done, total: None,
) -> StagedChanges:
    """Compares every entry of the run with the stored one and stages those that differ.

    ``progress`` counts rows. Raises StoreError and ImportingError.
    """
    changes = StagedChanges()
    groups = buffer.rows_by_entry()
    done = 0
    while several := list(islice(groups, BATCH)):
        done += sum(len(rows) for _, rows in several)
        stored = staging.stored([key for key, _ in several])
        staged = []
        for merged in _merged(several, stored, today, approved):
            for row in merged.rows:
                buffer.set_outcome(row.position, row.outcome, row.reasons)
            if merged.for_review:
                changes.for_review[merged.first.entry] = merged.for_review
            if merged.change == "unchanged":
                changes.unchanged += 1
            elif merged.entry is not None:
                keys = changes.added if merged.change == "added" else changes.updated
                keys.add(merged.entry.key)
                staged.append(Change(merged.entry, merged.first.file, merged.first.line))
        staging.put(staged)
        progress(done, buffer.row_count)
    return changes


def retire_vanished(buffer: RowBuffer, staging: Staging, files: list[str]) -> list[str]:
    """Leaves out the entries that came from these files once and that no row names any more.

    A row that was refused still names its entry: a slip in a file removes nothing. Returns the
    keys.
    """
    named = buffer.entry_keys()
    vanished = [key for key in staging.from_files(files) if key not in named]
    staging.retire(vanished)
    return vanished


def _merged(
    groups: list[tuple[str, list[BufferedRow]]],
    stored: dict[str, Entry],
    today: date,
    approved: bool,
) -> Iterator[MergedEntry]:
    for key, rows in groups:
        yield merge_entry(rows, stored.get(key), today=today, approved=approved)
