"""All texts of a shop's candidates, decided or not, to look through and to mask."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select, update

from knowledge_base.storage.candidates import CandidateRow
from knowledge_base.storage.database import Database

Kind = Literal["text", "name", "answer"]

_COLUMNS: dict[str, Kind] = {
    "questions": "text",
    "category": "text",
    "detail": "text",
    "decided_questions": "text",
    "decided_category": "text",
    "file": "name",
    "entry": "name",
    "decided_entry": "name",
    "answer": "answer",
    "other_answers": "answer",
    "decided_answer": "answer",
}
_LISTS = frozenset(("questions", "decided_questions", "other_answers"))


@dataclass(frozen=True)
class CandidateText:
    """A text of a candidate. ``done``: it was rejected or published, so nobody needs its answer."""

    id: int
    column: str
    kind: Kind
    text: str
    done: bool


def shops_with_candidates(database: Database) -> set[str]:
    """Also shops that have published nothing yet. Raises StoreError."""
    with database.reading() as connection:
        return set(connection.scalars(select(CandidateRow.shop_id).distinct()))


def candidate_texts(database: Database, shop_id: str) -> Iterator[CandidateText]:
    """Every text that is not empty, by candidate. Raises StoreError."""
    for row in _rows(database, shop_id):
        for column, kind in _COLUMNS.items():
            for text in _texts(column, row[column]):
                if text:
                    yield CandidateText(row["id"], column, kind, text, _is_done(row))


def rewrite_candidates(
    database: Database, shop_id: str, change: Callable[[CandidateText], str]
) -> int:
    """Puts ``change(text)`` in the place of every text; returns how many candidates changed.

    A fingerprint stays, so that an import still knows what was decided. Raises StoreError.
    """
    changed = 0
    for row in _rows(database, shop_id):
        done = _is_done(row)
        values: dict[str, str] = {}
        for column, kind in _COLUMNS.items():
            old = _texts(column, row[column])
            new = [change(CandidateText(row["id"], column, kind, text, done)) for text in old]
            if new != old:
                values[column] = json.dumps(new, ensure_ascii=False) if column in _LISTS else new[0]
        if values:
            changed += 1
            with database.writing() as connection:
                connection.execute(
                    update(CandidateRow).where(CandidateRow.id == row["id"]).values(**values)
                )
    return changed


def accepted_answers(database: Database, shop_id: str) -> set[str]:
    """The answers that a person let pass in a review, as ``in_one_line`` writes them."""
    query = select(CandidateRow.decided_answer).where(
        CandidateRow.shop_id == shop_id,
        CandidateRow.verdict == "accept",
        CandidateRow.published_at.is_not(None),
    )
    with database.reading() as connection:
        return {in_one_line(answer) for answer in connection.scalars(query) if answer}


def in_one_line(answer: str) -> str:
    """An answer however its lines and blanks are set, to compare it."""
    return " ".join(answer.split())


def _rows(database: Database, shop_id: str) -> list[Any]:
    table = CandidateRow.__table__
    query = select(table).where(CandidateRow.shop_id == shop_id).order_by(CandidateRow.id)
    with database.reading() as connection:
        return [row._mapping for row in connection.execute(query)]


def _texts(column: str, stored: str | None) -> list[str]:
    if stored is None:
        return []
    return [str(text) for text in json.loads(stored)] if column in _LISTS else [stored]


def _is_done(row: Any) -> bool:
    return row["verdict"] == "reject" or row["published_at"] is not None
