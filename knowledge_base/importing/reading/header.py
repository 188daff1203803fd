"""The line of a table that names its columns, and tables that have none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.importing.errors import AmbiguousColumnsError, UnreadableFileError
from knowledge_base.importing.reading.aliases import ENTRIES, TRANSCRIPT
from knowledge_base.importing.reading.columns import Columns
from knowledge_base.importing.reading.header_names import names_of_header
from knowledge_base.importing.reading.names import parsed

LOOKED_AT = 50
"""Lines that ``find_header`` looks at."""

_ABOVE = 5  # lines with a title or a date, at most, that exports put above the header

_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】\n]*+[)）\]】]")
_SENTENCE = re.compile(r"[。！？!?；;]|，|, ")
_ASKS = re.compile(
    r"[？?]\s*$|吗|怎么|怎樣|怎样|如何|什么|什麼|哪|几|幾|多少|能否|可以|是否|为什么"
    r"|^(how|what|when|where|why|who|which|can|could|do|does|is|are|will|may|my|i)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """``rows`` are the first rows that hold no data: the header and what stands above it."""

    columns: Columns
    rows: int
    named: dict[str, str]
    warnings: tuple[str, ...] = ()


def find_header(rows: Sequence[Sequence[str]], mapping: Mapping[str, str], file: str) -> Header:
    """By the first rows of a table, without blank ones.

    The first line with names that are known, with at most a few lines above it; else, where the
    lines are pairs of texts of which many ask something, no line at all. Raises
    UnreadableFileError when there is neither, AmbiguousColumnsError when several columns have the
    answer.
    """
    problem = UnreadableFileError(f"{file} is empty")
    for number in range(len(rows[:_ABOVE])):
        row, height = names_of_header(rows, number)
        try:
            columns = Columns.guess(row, mapping, file, rows[number + height :])
        except AmbiguousColumnsError:
            raise
        except UnreadableFileError as error:
            problem = problem if number else error
            continue
        if number and (len(columns.named) < 2 or not has_known_name(row)):
            continue
        if _is_title(row) and any(map(_is_sure, rows[number + 1 : _ABOVE])):
            continue
        if not has_known_name(row) and _is_data(row):
            if mapping:
                return _headless(columns, {ours: f"column {mapping[ours]}" for ours in mapping})
            break
        above = (f"{number} lines above the header are left out",) if number else ()
        return Header(columns, number + height, columns.named, (*above, *columns.warnings))
    if not mapping and _are_pairs(rows):
        columns = Columns.guess(["question", "answer"], {}, file)
        return _headless(columns, {"question": "column 1", "answer": "column 2"})
    if rows and _is_data(rows[0]) and not mapping:
        raise UnreadableFileError(
            f"the first line of {file} names no column 'question' or 'answer' (或 '问题'、'答案'). "
            "Put a header above it, or say which they are: --map question=1,answer=2"
        )
    raise problem


def has_known_name(row: Sequence[str]) -> bool:
    """Whether a name is known as it stands, not only by how it ends."""
    names = [parsed(cell).joined for cell in row if len(cell) < 100]
    return any(name in ENTRIES.known or name in TRANSCRIPT.known for name in names)


def _headless(columns: Columns, named: dict[str, str]) -> Header:
    listed = ", ".join(f"{theirs} is read as {ours}" for ours, theirs in named.items())
    return Header(columns, 0, named, (f"the table has no header: {listed}",))


def _is_title(row: Sequence[str]) -> bool:
    """Such as 客服常见问题 above a table, which sounds like a column."""
    return sum(1 for cell in row if cell.strip()) == 1


def _is_sure(row: Sequence[str]) -> bool:
    try:
        named = Columns.guess(row, {}, "").named
    except UnreadableFileError:
        return False
    return len(named) > 1 and has_known_name(row)


def _is_data(row: Sequence[str]) -> bool:
    return any(len(cell) > 40 or _SENTENCE.search(_BRACKETS.sub("", cell)) for cell in row)


def _are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    pairs = [row for row in rows if len(row) == 2 and row[0].strip() and row[1].strip()]
    asking = sum(bool(_ASKS.search(row[0].strip()[:500])) for row in pairs)
    return len(pairs) > 0 and len(pairs) >= 0.9 * len(rows) and asking >= 0.3 * len(pairs)
