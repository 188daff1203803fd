"""Rows that were left out, as a table to mend in a spreadsheet and import again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.importing.report import Outcome, RowVerdict
from knowledge_base.importing.rows import Row
from knowledge_base.importing.spreadsheet_cells import guarded, new_table

COLUMNS = (
    "file",
    "line",
    "outcome",
    "reasons",
    "entry",
    "category",
    "language",
    "question",
    "answer",
)
"""The last five are those of an import; the importer ignores the others."""

WRITTEN: frozenset[Outcome] = frozenset(("rejected", "needs_review"))


@contextmanager
def rejects_file(path: Path) -> Iterator[Callable[[RowVerdict], None]]:
    """A function that adds a row to the table if it was rejected or waits for a person.

    Raises UnwritableFileError.
    """
    with new_table(path) as table:
        table.writerow(COLUMNS)

        def add(verdict: RowVerdict) -> None:
            if verdict.outcome in WRITTEN:
                table.writerow(map(guarded, _cells(verdict)))

        yield add


def _cells(verdict: RowVerdict) -> tuple[str, ...]:
    row = verdict.row or Row(verdict.file, verdict.line)
    return (
        verdict.file,
        str(verdict.line),
        verdict.outcome,
        "; ".join(reason.text for reason in verdict.reasons),
        verdict.entry or row.entry,
        row.category,
        row.language or "",
        row.question,
        row.answer,
    )
