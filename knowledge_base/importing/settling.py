"""Rows in the scratch become entries in the staged version, and a verdict each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from knowledge_base.content.entries import Entry
from knowledge_base.importing.merging import Merged, merge
from knowledge_base.importing.report import Reason
from knowledge_base.importing.rows import Row
from knowledge_base.importing.scratch import Held, Scratch
from knowledge_base.storage.staging import BATCH, Change, Staging

Waiting = list[tuple[Row, Reason]]


@dataclass
class Settled:
    """Keys of the entries by what became of them; ``waiting`` rows are for a person."""

    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    unchanged: int = 0
    retired: list[str] = field(default_factory=list)
    waiting: dict[str, Waiting] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        """Entries that are staged."""
        return self.added | self.updated


def settle(
    scratch: Scratch,
    staging: Staging,
    *,
    today: date,
    approved: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Settled:
    """Compares every entry of the run with the stored one and stages what differs; ``progress``
    hears how many rows of all are done."""
    settled = Settled()
    found = scratch.groups()
    done = 0
    while groups := list(islice(found, BATCH)):
        done += sum(len(rows) for _, rows in groups)
        stored = staging.stored([name for name, _ in groups])
        changes = []
        for merged in _merged(groups, stored, today, approved):
            for judged in merged.judged:
                scratch.judge(judged.position, judged.outcome, judged.reasons)
            if merged.waiting:
                settled.waiting[merged.first.entry] = merged.waiting
            if merged.fate == "unchanged":
                settled.unchanged += 1
            elif merged.entry is not None:
                kind = settled.added if merged.fate == "added" else settled.updated
                kind.add(merged.entry.key)
                changes.append(Change(merged.entry, merged.first.file, merged.first.line))
        staging.put(changes)
        progress(done, scratch.row_count)
    return settled


def retire_vanished(scratch: Scratch, staging: Staging, files: list[str]) -> list[str]:
    """Leaves out the entries that came from these files once and that no row names any more.

    A row that was refused still names its entry: a slip in a file takes nothing away.
    """
    named = scratch.names()
    vanished = [key for key in staging.from_files(files) if key not in named]
    staging.retire(vanished)
    return vanished


def _merged(
    groups: list[tuple[str, list[Held]]], stored: dict[str, Entry], today: date, approved: bool
) -> Iterator[Merged]:
    for name, rows in groups:
        yield merge(rows, stored.get(name), today=today, approved=approved)
