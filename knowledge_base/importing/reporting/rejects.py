"""Rows that were left out, as a table to mend in a spreadsheet and import again."""

from pathlib import Path
from types import TracebackType
from typing import IO, Any

from knowledge_base.errors import ImportingError
from knowledge_base.importing.report import Outcome, RowVerdict
from knowledge_base.importing.rows import Row
from knowledge_base.importing.spreadsheet_cells import guarded, table_writer
from knowledge_base.private_files import private

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


class RejectsFile:
    """``with RejectsFile(path) as rejects: rejects.add(verdict)``, row by row.

    UTF-8 with a byte order mark, by which Excel knows it. Raises ImportingError when the file
    cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> "RejectsFile":
        try:
            # Half a character (a lone surrogate, from JSON) is written as a question mark.
            self._file: IO[str] = open(  # __exit__ closes it
                self._path,
                "w",
                encoding="utf-8-sig",
                errors="replace",
                newline="",
                opener=private,
            )
        except OSError as error:
            raise self._failed(error) from error
        self._table: Any = table_writer(self._file)
        self._write(COLUMNS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._file.close()
        except OSError as failure:
            if error is None:
                raise self._failed(failure) from failure

    def add(self, verdict: RowVerdict) -> None:
        """Writes a row that was rejected or waits for a person; others are passed over."""
        if verdict.outcome not in WRITTEN:
            return
        row = verdict.row or Row(verdict.file, verdict.line)
        reasons = "; ".join(reason.text for reason in verdict.reasons)
        texts = (
            verdict.file,
            verdict.line,
            verdict.outcome,
            reasons,
            verdict.entry or row.entry,
            row.category,
            row.language or "",
            row.question,
            row.answer,
        )
        self._write(tuple(guarded(str(text)) for text in texts))

    def _write(self, cells: tuple[str, ...]) -> None:
        try:
            self._table.writerow(cells)
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> ImportingError:
        return ImportingError(f"{self._path} cannot be written: {error.strerror}")
