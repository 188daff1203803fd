"""The rows of a run, on disk and sorted: a file may be larger than the memory.

A shop's file says the same entry in rows that need not stand together, and a chat's messages need
not either. SQLite sorts both.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from knowledge_base.errors import ImportingError
from knowledge_base.importing.report import Outcome, Reason, Verdict
from knowledge_base.importing.rows import Message, Rejected, Row

_BATCH = 2_000
_ROW = "file, line, entry, category, source, language, question, answer"
_TABLES = """
CREATE TABLE rows (
    position INTEGER PRIMARY KEY, file TEXT, line INTEGER, entry TEXT, category TEXT, source TEXT,
    language TEXT, question TEXT, answer TEXT, outcome TEXT, reasons TEXT
);
CREATE TABLE messages (
    position INTEGER PRIMARY KEY, file TEXT, line INTEGER, conversation TEXT, role TEXT, text TEXT,
    at TEXT, category TEXT
);
"""


@dataclass(frozen=True)
class Held:
    """A clean row and its place in the run, with what is to be said of it."""

    position: int
    row: Row
    reasons: tuple[Reason, ...]


class Scratch:
    """A throw-away database in the folder for temporary files; gone when the run ends.

    Raises ImportingError when the disk is full.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="relay-import-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows.sqlite3")
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_TABLES)
        self._rows: list[tuple[Any, ...]] = []
        self._messages: list[tuple[Any, ...]] = []
        self._verdicts: list[tuple[Any, ...]] = []
        self.row_count = 0
        self.message_count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def add(self, row: Row, reasons: tuple[Reason, ...] = ()) -> None:
        """A row that may become part of an entry."""
        self._append(_cells(row), None, reasons)

    def reject(self, rejected: Rejected) -> None:
        """A row that cannot."""
        row = rejected.row or Row("", 0)
        row = replace(row, file=rejected.file, line=rejected.line)
        cells = tuple(_storable(cell) for cell in _cells(row))
        reason = Reason(rejected.code, rejected.reason)
        self._append(cells, "rejected", (reason,))

    def say(self, message: Message) -> None:
        """A line of a past chat."""
        at = message.at.isoformat() if message.at else None
        self.message_count += 1
        place = (message.file, message.line, message.conversation)
        self._messages.append((*place, message.role, message.text, at, message.category))
        if len(self._messages) >= _BATCH:
            self._flush()

    def judge(self, position: int, outcome: Outcome, reasons: Iterable[Reason]) -> None:
        """What becomes of a row."""
        self._verdicts.append((outcome, _packed(tuple(reasons)), position))
        if len(self._verdicts) >= _BATCH:
            self._flush()

    def remark(self, entry: str, question: str, found: Reason) -> None:
        """Adds a reason to the first row that brought this question to this entry."""
        self._flush()
        where = self._run(
            "SELECT position, outcome, reasons FROM rows WHERE entry = ? AND question = ? "
            "AND outcome IN ('accepted', 'updated') ORDER BY position LIMIT 1",
            (entry, question),
        ).fetchone()
        if where is not None:
            position, outcome, reasons = where
            self.judge(position, outcome, (*_unpacked(reasons), found))

    def hold(self, entry: str, found: Reason) -> list[Row]:
        """Sends the rows of an entry that was to be published to a person instead."""
        self._flush()
        rows = self._run(
            f"SELECT position, reasons, {_ROW} FROM rows WHERE entry = ? "
            "AND outcome IN ('accepted', 'updated', 'merged') ORDER BY position",
            (entry,),
        ).fetchall()
        for position, reasons, *_ in rows:
            self.judge(position, "needs_review", (*_unpacked(reasons), found))
        return [_row(cells) for _, _, *cells in rows]

    def groups(self) -> Iterator[tuple[str, list[Held]]]:
        """Rows by entry, in the order of their names; each group in the order of the files."""
        self._flush()
        self._run("CREATE INDEX IF NOT EXISTS by_entry ON rows (entry, position)")
        rows = self._run(
            f"SELECT entry, position, reasons, {_ROW} FROM rows WHERE outcome IS NULL "
            "ORDER BY entry, position"
        )
        for entry, group in groupby(rows, key=lambda found: str(found[0])):
            yield (
                entry,
                [
                    Held(position, _row(cells), _unpacked(reasons))
                    for _, position, reasons, *cells in group
                ],
            )

    def names(self) -> set[str]:
        """Entries that any row names, also a row that was left out."""
        self._flush()
        return {name for (name,) in self._run("SELECT DISTINCT entry FROM rows")}

    def order(self) -> dict[str, int]:
        """Where each entry that is to be published began."""
        self._flush()
        query = "SELECT entry, MIN(position) FROM rows WHERE outcome = 'accepted' GROUP BY entry"
        return dict(self._run(query).fetchall())

    def messages(self) -> Iterator[Message]:
        """Lines of past chats, one chat after the other, each by time."""
        self._flush()
        rows = self._run(
            "SELECT file, line, conversation, role, text, at, category FROM messages "
            "ORDER BY file, conversation, at, position"
        )
        for file, line, conversation, role, text, at, category in rows:
            yield Message(
                file=file,
                line=line,
                conversation=conversation,
                role=role,
                text=text,
                at=datetime.fromisoformat(at) if at else None,
                category=category,
            )

    def verdicts(self) -> Iterator[Verdict]:
        """One for every row, in the order of the files."""
        self._flush()
        rows = self._run(f"SELECT outcome, reasons, {_ROW} FROM rows ORDER BY position")
        for outcome, reasons, *cells in rows:
            row = _row(cells)
            yield Verdict(row.file, row.line, outcome, row.entry, _unpacked(reasons), row)

    def _append(
        self, cells: tuple[Any, ...], outcome: Outcome | None, reasons: tuple[Reason, ...]
    ) -> None:
        self.row_count += 1
        self._rows.append((*cells, outcome, _packed(reasons)))
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        rows, messages, verdicts = self._rows, self._messages, self._verdicts
        self._rows, self._messages, self._verdicts = [], [], []
        many: Callable[..., Any] = self._database.executemany
        try:
            many(f"INSERT INTO rows ({_ROW}, outcome, reasons) VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
            many(
                "INSERT INTO messages (file, line, conversation, role, text, at, category) "
                "VALUES (?,?,?,?,?,?,?)",
                messages,
            )
            many("UPDATE rows SET outcome = ?, reasons = ? WHERE position = ?", verdicts)
            self._database.commit()
        except sqlite3.Error as error:
            raise _full(error) from error

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise _full(error) from error


def _full(error: sqlite3.Error) -> ImportingError:
    return ImportingError(
        f"the rows cannot be kept in {tempfile.gettempdir()} while they are sorted: {error}"
    )


def _cells(row: Row) -> tuple[Any, ...]:
    return (
        row.file,
        row.line,
        row.entry,
        row.category,
        row.source,
        row.language,
        row.question,
        row.answer,
    )


def _storable(cell: Any) -> Any:
    # What nobody has cleaned may hold halves of characters, which no database takes.
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def _row(cells: Iterable[Any]) -> Row:
    return Row(*cells)


def _packed(reasons: tuple[Reason, ...]) -> str:
    return json.dumps([asdict(reason) for reason in reasons]) if reasons else ""


def _unpacked(text: str) -> tuple[Reason, ...]:
    return tuple(Reason(**values) for values in json.loads(text)) if text else ()
