"""Rows in the buffer become entries of the staged version, and get an outcome each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from knowledge_base.content.filings import Filed, Filing, without
from knowledge_base.content.own_contacts import OwnContacts
from knowledge_base.importing.filing import Gone, Scope
from knowledge_base.importing.merging import (
    MergedEntry,
    RowForReview,
    held_back,
    merge_entry,
    replaced_text,
)
from knowledge_base.importing.report import Reason
from knowledge_base.importing.row_buffer import BufferedRow, RowBuffer
from knowledge_base.importing.rows import Row
from knowledge_base.progress import StageProgress
from knowledge_base.storage.staging import BATCH, Change, Staging

MayReplace = Callable[[str], bool]
"""Tells a person, in one sentence, which entry of another file would become what, and asks whether
it may."""


@dataclass
class StagedChanges:
    """Keys of the entries by what became of them; ``for_review`` has the rows that a person has to
    decide on, by the key of their entry. ``files`` has the file of each added entry. ``filings`` are new ones of entries that stay as they
    are."""

    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    unchanged: int = 0
    left_out: set[str] = field(default_factory=set)
    retired: list[str] = field(default_factory=list)
    for_review: dict[str, list[RowForReview]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    filings: dict[str, frozenset[Filing]] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        """Entries that are staged."""
        return self.added | self.updated


def merge_rows(
    buffer: RowBuffer,
    staging: Staging,
    scope: Scope,
    *,
    today: date,
    gone: Mapping[str, Gone],
    own: OwnContacts,
    approved: bool = False,
    may_replace: MayReplace = lambda _: False,
    progress: StageProgress = lambda done, total: None,
) -> StagedChanges:
    """Compares every entry of the run with the stored one and stages those that differ.

    An entry of other files whose question and answer would both be replaced is held back, unless
    ``may_replace`` allows it. What is ``gone`` is taken out of the stored entry first; of an entry
    that is left out everything stays. ``own`` are the shop's contacts. ``progress`` counts rows. Raises StoreError and
    ImportingError.
    """
    changes = StagedChanges()
    gone = dict(gone)
    groups = buffer.rows_by_entry()
    done = 0
    while several := list(islice(groups, BATCH)):
        done += sum(len(rows) for _, rows in several)
        stored = staging.stored([key for key, _ in several])
        staged = []
        for key, rows in several:
            filed, lost = stored.get(key), gone.pop(key, None)
            old = filed.entry if filed else None
            if old and lost:
                old = without(old, lost.texts)
            kept = filed.filings - (lost.filings if lost else frozenset()) if filed else frozenset()
            foreign = _replaced(rows, filed, kept, scope) if filed and not approved else None
            if foreign and not may_replace(foreign.text):
                merged = held_back(rows, foreign)
            else:
                merged = merge_entry(rows, old, today=today, approved=approved, own=own)
            for row in merged.rows:
                buffer.set_outcome(row.position, row.outcome, row.reasons)
            if merged.for_review:
                changes.for_review[key] = merged.for_review
            if merged.entry is None:  # what is stored of it stays
                changes.left_out.add(key)
                continue
            filings = scope.refiled(kept, _used(merged))
            if filed is None:
                changes.added.add(key)
                changes.files[key] = scope.unit(merged.first.file)[0]
            elif merged.entry != filed.entry:
                changes.updated.add(key)
            else:
                changes.unchanged += 1
                if filings != filed.filings:
                    changes.filings[key] = filings
                continue
            first = merged.first
            staged.append(Change(merged.entry, first.file, first.line, filings))
        staging.put(staged)
        progress(done, buffer.text_count)
    _take_out(gone.values(), staging, changes)
    staging.refile(changes.filings)
    return changes


def _replaced(
    rows: Sequence[BufferedRow], filed: Filed, kept: frozenset[Filing], scope: Scope
) -> Reason | None:
    """Why a person has to allow what rows make of an entry that is ``kept`` in other files."""
    if not kept or not all(scope.is_foreign(buffered.row, kept) for buffered in rows):
        return None
    found = replaced_text((buffered.row for buffered in rows), filed.entry)
    if found is None:
        return None
    (was, becomes), key, file = found, filed.entry.key, filed.file
    text = f"entry '{key}' of {file} (“{was}”) would become “{becomes}” of {rows[0].row.file}"
    return Reason("entry_of_another_file", text, other=f"{file}:{filed.line}")


def _used(merged: MergedEntry) -> list[Row]:
    return [row.row for row in merged.rows if row.outcome not in ("needs_review", "rejected")]


def _take_out(gone: Iterable[Gone], staging: Staging, changes: StagedChanges) -> None:
    """Takes out what is gone of entries that no row of the run names."""
    staged = []
    for lost in gone:
        filed = lost.filed
        key, filings = filed.entry.key, filed.filings - lost.filings
        if lost.rest is None:
            changes.retired.append(key)
        elif lost.texts:
            changes.updated.add(key)
            staged.append(Change(lost.rest, filed.file, filed.line, filings))
        else:
            changes.filings[key] = filings
    staging.put(staged)
    changes.retired.sort()
    staging.retire(changes.retired)
