"""Candidates as a table for a spreadsheet program, and the decisions filled in there."""

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.content.candidates import Decision, StoredCandidate, Verdict
from knowledge_base.errors import reason_of
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.spreadsheet_cells import guarded, new_table, unguarded
from knowledge_base.reviewing.decisions import decision_with

COLUMNS = (
    "id",
    "decision",
    "entry",
    "question",
    "answer",
    "category",
    "why",
    "detail",
    "count",
    "source",
)
"""``question`` holds all phrasings, one a line. ``decision`` is empty until somebody fills it."""

_VERDICTS: dict[str, Verdict] = {
    **dict.fromkeys(("accept", "a", "yes", "接受", "采纳", "採納", "采用"), "accept"),
    **dict.fromkeys(("merge", "m", "合并", "合併"), "merge"),
    **dict.fromkeys(("reject", "r", "no", "拒绝", "拒絕", "不采纳"), "reject"),
}

_NO_FRACTION = re.compile(r"\.0*$")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Problem:
    """A line of the table that cannot be carried out."""

    line: int
    reason: str


def write_csv(path: Path, stored: Iterable[StoredCandidate]) -> int:
    """Writes the table and returns how many candidates are in it.

    UTF-8 with a mark, so that Excel reads it as such. No cell can be taken for a formula. Raises
    UnwritableFileError.
    """
    count = 0
    with new_table(path) as table:
        table.writerow(COLUMNS)
        for item in stored:
            table.writerow(map(guarded, _cells(item)))
            count += 1
    return count


def read_csv(
    path: Path, pending: Iterable[StoredCandidate], entries: Container[str], by: str = ""
) -> tuple[list[Decision], list[Problem]]:
    """The decisions of a table, and the lines that cannot be carried out.

    ``pending`` are the candidates to decide on, ``entries`` the keys to merge into. Lines without a
    decision are skipped. Reads UTF-8, UTF-16 and GB18030, with commas,
    semicolons or tabs, as spreadsheet programs save. Raises UnreadableFileError.
    """
    known = {item.id: item for item in pending}
    decisions: dict[int, Decision] = {}
    problems: list[Problem] = []
    for line, row in _rows(_text(path), path):
        if not row["decision"]:
            continue
        found = _decision(row, known, entries, by)
        if isinstance(found, str):
            problems.append(Problem(line, found))
        elif found.id in decisions:
            problems.append(Problem(line, f"candidate {found.id} stands on an earlier line"))
        else:
            decisions[found.id] = found
    return list(decisions.values()), problems


def _cells(stored: StoredCandidate) -> Iterator[str]:
    candidate = stored.candidate
    yield str(stored.id)
    yield ""
    yield candidate.entry
    yield "\n".join(candidate.questions)
    yield candidate.answer
    yield candidate.category
    yield candidate.reason
    yield candidate.detail
    yield str(candidate.count)
    yield f"{candidate.file}:{candidate.line}"


def _decision(
    row: dict[str, str], known: dict[int, StoredCandidate], entries: Container[str], by: str
) -> Decision | str:
    number = _NO_FRACTION.sub("", row["id"])  # some programs make numbers decimals
    stored = known.get(int(number)) if number.isdecimal() else None
    if stored is None:
        return f"no candidate '{row['id'][:20]}' waits"
    verdict = _VERDICTS.get(row["decision"].lower())
    if verdict is None:
        return f"the decision '{row['decision'][:20]}' is not known; use accept, merge or reject"
    questions = tuple(line.strip() for line in row["question"].splitlines() if line.strip())
    entry = row["entry"]
    if verdict == "merge" and not entry:
        return "merge needs the key of an entry in the column 'entry'"
    if verdict == "merge" and entry not in entries:
        return f"there is no entry '{entry[:40]}' to merge into"
    answers_an_entry = verdict == "accept" and bool(entry or stored.candidate.entry)
    if verdict != "reject" and not questions and not answers_an_entry:
        return "there is no question"
    if verdict == "accept" and not row["answer"]:
        return "there is no answer"
    return decision_with(
        stored,
        verdict,
        entry=entry,
        questions=questions,
        answer=row["answer"],
        category=row["category"],
        by=by,
    )


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    header, _, _ = text.lstrip().partition("\n")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    places: dict[str, int] = {}
    line = 1
    try:
        for cells in table:
            start, line = line, table.line_num + 1
            if not places:
                names = [cell.strip().lower() for cell in cells]
                places = {name: names.index(name) for name in COLUMNS if name in names}
                missing = {"id", "decision", "question", "answer"} - places.keys()
                if missing:
                    raise UnreadableFileError(f"{path} has no column '{min(missing)}'")
                continue
            if any(cell.strip() for cell in cells):
                yield start, {name: _cell(cells, places.get(name)) for name in COLUMNS}
    except csv.Error as error:
        raise UnreadableFileError(f"{path} cannot be read from line {line} on: {error}") from error


def _cell(cells: list[str], place: int | None) -> str:
    if place is None or place >= len(cells):
        return ""
    return unguarded(cells[place].replace("\r\n", "\n")).strip()


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {reason_of(error)}") from error
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(f"{path} is not text in UTF-8, UTF-16 or GB18030")
