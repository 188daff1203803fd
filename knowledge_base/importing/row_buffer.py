"""The rows of a run, on disk and sorted: a file may be larger than the memory.

The rows of an entry need not stand together in a file, and the messages of a chat need not either.
SQLite sorts both.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.errors import ImportingError
from knowledge_base.importing.keys import MADE_KEY, key_of
from knowledge_base.importing.report import Outcome, Reason, RowVerdict
from knowledge_base.importing.rows import Message, Rejected, Row

_BATCH = 2_000
_ROW = "file, line, entry, category, source, language, question, answer, version"
_TABLES = """
CREATE TABLE rows (
    position INTEGER PRIMARY KEY, file TEXT, line INTEGER, entry TEXT, category TEXT, source TEXT,
    language TEXT, question TEXT, answer TEXT, version TEXT, outcome TEXT, reasons TEXT
);
CREATE TABLE messages (
    position INTEGER PRIMARY KEY, file TEXT, line INTEGER, conversation TEXT, role TEXT, text TEXT,
    at TEXT, category TEXT
);
"""


@dataclass(frozen=True)
class BufferedRow:
    """A clean row, its place in the run, and the reasons found so far."""

    position: int
    row: Row
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class NamedTexts:
    """Which texts of an entry the rows of a file have in a language. Rows that were ``left_out``
    may be of any language, and of any text."""

    entry: str
    file: str
    language: LanguageTag | None
    question: bool
    answer: bool
    left_out: bool


@dataclass(frozen=True)
class NamedEntry:
    """An entry that a file names, and whether the file has a question and an answer of it."""

    name: str
    question: bool
    answer: bool


class RowBuffer:
    """A temporary database in the folder for temporary files; removed when the run ends.

    ``row_count`` counts the rows of the files, ``text_count`` what they give: a row with two
    languages, or with further phrasings, gives several.

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
        self.text_count = 0
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
        """Adds a row that may become part of an entry."""
        self._append(row, None, reasons)

    def reject(self, rejected: Rejected) -> None:
        """Adds a row that cannot."""
        row = rejected.row or Row("", 0)
        row = replace(row, file=rejected.file, line=rejected.line)
        self._append(row, "rejected", (Reason(rejected.code, rejected.reason),))

    def add_message(self, message: Message) -> None:
        """Adds a line of a past chat."""
        at = message.at.isoformat() if message.at else None
        self.message_count += 1
        place = (message.file, message.line, message.conversation)
        self._messages.append((*place, message.role, message.text, at, message.category))
        if len(self._messages) >= _BATCH:
            self._flush()

    def set_outcome(self, position: int, outcome: Outcome, reasons: Iterable[Reason]) -> None:
        """Keeps what becomes of a row."""
        self._verdicts.append((outcome, _packed(tuple(reasons)), position))
        if len(self._verdicts) >= _BATCH:
            self._flush()

    def add_reason(self, entry: str, question: str, found: Reason) -> None:
        """Adds a reason to the first row that brought this question to this entry."""
        self._flush()
        first = self._run(
            "SELECT position, outcome, reasons FROM rows WHERE entry = ? AND question = ? "
            "AND outcome IN ('accepted', 'updated') ORDER BY position LIMIT 1",
            (entry, question),
        ).fetchone()
        if first is not None:
            position, outcome, reasons = first
            self.set_outcome(position, outcome, (*_unpacked(reasons), found))

    def hold_back(self, entry: str, found: tuple[Reason, ...]) -> list[Row]:
        """Sends the rows of an entry to review instead of publishing them; returns the rows."""
        self._flush()
        rows = self._run(
            f"SELECT position, reasons, {_ROW} FROM rows WHERE entry = ? "
            "AND outcome IN ('accepted', 'updated', 'merged') ORDER BY position",
            (entry,),
        ).fetchall()
        for position, reasons, *_ in rows:
            self.set_outcome(position, "needs_review", (*_unpacked(reasons), *found))
        return [_row(cells) for _, _, *cells in rows]

    def rows_by_entry(self) -> Iterator[tuple[str, list[BufferedRow]]]:
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
                    BufferedRow(position, _row(cells), _unpacked(reasons))
                    for _, position, reasons, *cells in group
                ],
            )

    def named_texts(self) -> Iterator[NamedTexts]:
        """What the rows name, before any is merged: also rows that are left out."""
        self._flush()
        rows = self._run(
            "SELECT entry, file, language, MAX(question != ''), MAX(answer != ''), "
            "outcome IS NOT NULL FROM rows WHERE entry != '' "
            "GROUP BY entry, file, language, outcome IS NOT NULL"
        )
        for entry, file, language, question, answer, left_out in rows:
            yield NamedTexts(entry, file, language, bool(question), bool(answer), bool(left_out))
        query = "SELECT DISTINCT file, question FROM rows WHERE entry = '' AND question != ''"
        for file, question in self._run(query):
            yield NamedTexts(key_of(question), file, None, True, True, True)

    def named_entries(self) -> Iterator[tuple[str, list[NamedEntry]]]:
        """The entries that each file names itself, and whether it has a question and an answer of
        them. Rows of an export are left out: Relay wrote their names."""
        self._flush()
        self._run("CREATE INDEX IF NOT EXISTS by_file ON rows (file, entry, position)")
        rows = self._run(
            "SELECT file, entry, MAX(question != ''), MAX(answer != '') FROM rows "
            f"WHERE entry != '' AND version = '' AND entry NOT GLOB '{MADE_KEY}' "
            "GROUP BY file, entry"
        ).fetchall()
        for file, group in groupby(rows, key=lambda found: str(found[0])):
            yield file, [NamedEntry(entry, bool(q), bool(a)) for _, entry, q, a in group]

    def entries_with_made_keys(self) -> Iterator[tuple[str, list[str]]]:
        """By file, the keys that were made from questions."""
        self._flush()
        rows = self._run(
            f"SELECT DISTINCT file, entry FROM rows WHERE entry GLOB '{MADE_KEY}' ORDER BY file"
        ).fetchall()
        for file, group in groupby(rows, key=lambda found: str(found[0])):
            yield file, [entry for _, entry in group]

    def questions(self, file: str) -> dict[str, list[str]]:
        """The questions of a file by the key of their entry, in their order."""
        self._flush()
        found: dict[str, list[str]] = {}
        query = (
            "SELECT entry, question FROM rows WHERE file = ? AND entry != '' AND question != '' "
            "ORDER BY entry, position"
        )
        for entry, question in self._run(query, (file,)):
            found.setdefault(entry, []).append(question)
        return found

    def present(self, entries: Iterable[str]) -> set[str]:
        """Those that some row names."""
        self._flush()
        self._run("CREATE INDEX IF NOT EXISTS by_entry ON rows (entry, position)")
        query = "SELECT 1 FROM rows WHERE entry = ? LIMIT 1"
        return {entry for entry in set(entries) if self._run(query, (entry,)).fetchone()}

    def rename(self, file: str, keys: Mapping[str, str]) -> None:
        """Gives entries of a file other keys."""
        self._flush()
        renamed = [(new, file, old) for old, new in keys.items()]
        self._many("UPDATE rows SET entry = ? WHERE file = ? AND entry = ?", renamed)

    def files_with_unnamed_rows(self) -> set[str]:
        """Files with rows that were left out and do not say which entry they are of. Rows without
        any text are of none."""
        self._flush()
        query = (
            "SELECT DISTINCT file FROM rows WHERE entry = '' AND question = '' "
            "AND reasons NOT LIKE '%\"no_question_nor_answer\"%'"
        )
        return {file for (file,) in self._run(query)}

    def files_with_messages(self) -> set[str]:
        """Files that have past chats."""
        self._flush()
        return {file for (file,) in self._run("SELECT DISTINCT file FROM messages")}

    def first_positions(self) -> dict[str, int]:
        """The position of the first row of each new entry."""
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

    def verdicts(self) -> Iterator[RowVerdict]:
        """One for every row, in the order of the files."""
        self._flush()
        rows = self._run(f"SELECT outcome, reasons, {_ROW} FROM rows ORDER BY position")
        for outcome, reasons, *cells in rows:
            row = _row(cells)
            yield RowVerdict(row.file, row.line, outcome, row.entry, _unpacked(reasons), row)

    def _append(self, row: Row, outcome: Outcome | None, reasons: tuple[Reason, ...]) -> None:
        self.row_count += not row.further
        self.text_count += 1
        # Text that is not cleaned may hold halves of characters, which no database takes.
        cells = map(_storable, _cells(row)) if outcome == "rejected" else _cells(row)
        self._rows.append((*cells, outcome, _packed(reasons)))
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        rows, messages, verdicts = self._rows, self._messages, self._verdicts
        self._rows, self._messages, self._verdicts = [], [], []
        many: Callable[..., Any] = self._database.executemany
        try:
            many(
                f"INSERT INTO rows ({_ROW}, outcome, reasons) VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows
            )
            many(
                "INSERT INTO messages (file, line, conversation, role, text, at, category) "
                "VALUES (?,?,?,?,?,?,?)",
                messages,
            )
            many("UPDATE rows SET outcome = ?, reasons = ? WHERE position = ?", verdicts)
            self._database.commit()
        except sqlite3.Error as error:
            raise _not_kept(error) from error

    def _many(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        try:
            self._database.executemany(statement, values)
        except sqlite3.Error as error:
            raise _not_kept(error) from error

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise _not_kept(error) from error


def _not_kept(error: sqlite3.Error) -> ImportingError:
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
        row.version,
    )


def _storable(cell: Any) -> Any:
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def _row(cells: Iterable[Any]) -> Row:
    return Row(*cells)


def _packed(reasons: tuple[Reason, ...]) -> str:
    return json.dumps([asdict(reason) for reason in reasons]) if reasons else ""


def _unpacked(text: str) -> tuple[Reason, ...]:
    found = json.loads(text) if text else []
    return tuple(Reason(**(values | {"contacts": tuple(values["contacts"])})) for values in found)
