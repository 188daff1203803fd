"""Candidates and the decisions on them, in the database."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    RowMapping,
    String,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.content.candidates import (
    Candidate,
    Decision,
    StoredCandidate,
    UnknownCandidateError,
    Verdict,
)
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.storage.database import Database
from knowledge_base.storage.models import Base, UtcDateTime

_AT_ONCE = 500
"""Values in one query; databases limit them."""

T = TypeVar("T")


class CandidateRow(Base):
    """A candidate of a shop. It waits while ``verdict`` is NULL.

    Lists are JSON. What begins with ``decided`` holds the texts as the person left them, because
    the candidate itself must stay as it came: its fingerprint names it.
    """

    __tablename__ = "candidates"
    __table_args__ = (UniqueConstraint("shop_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    questions: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    other_answers: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(7))
    category: Mapped[str] = mapped_column(String(200))
    file: Mapped[str] = mapped_column(String(500))
    line: Mapped[int]
    count: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(Text)
    entry: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verdict: Mapped[str | None] = mapped_column(String(10))
    decided_entry: Mapped[str | None] = mapped_column(String(200))
    decided_questions: Mapped[str | None] = mapped_column(Text)
    decided_answer: Mapped[str | None] = mapped_column(Text)
    decided_category: Mapped[str | None] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


_UNDECIDED = {
    "verdict": None,
    "decided_entry": None,
    "decided_questions": None,
    "decided_answer": None,
    "decided_category": None,
    "decided_by": None,
    "decided_at": None,
}


class SqlCandidateStore:
    """The candidates of all shops: a ``CandidateStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, shop_id: str) -> list[StoredCandidate]:
        """Those without a decision: the most frequent first."""
        table = CandidateRow.__table__
        query = (
            select(table)
            .where(CandidateRow.shop_id == shop_id, CandidateRow.verdict.is_(None))
            .order_by(CandidateRow.count.desc(), CandidateRow.id)
        )
        with self._database.reading() as connection:
            return [_stored(row._mapping) for row in connection.execute(query)]

    def add(self, shop_id: str, candidates: Iterable[Candidate]) -> int:
        """Number of new ones; a fingerprint that is known, decided or not, is left as it is."""
        found: dict[str, Candidate] = {}
        for candidate in candidates:
            found.setdefault(candidate.fingerprint, candidate)
        new = 0
        with self._database.writing() as connection:
            for several in _batches(list(found)):
                known = _known(connection, shop_id, several)
                values = [_values(shop_id, found[name]) for name in several if name not in known]
                if values:
                    connection.execute(insert(CandidateRow), values)
                new += len(values)
        return new

    def decide(self, shop_id: str, decision: Decision) -> None:
        """Keeps a decision at once, in place of an earlier one. Raises UnknownCandidateError."""
        self._change(
            shop_id,
            decision.id,
            {
                "verdict": decision.verdict,
                "decided_entry": decision.entry,
                "decided_questions": _json(decision.questions),
                "decided_answer": decision.answer,
                "decided_category": decision.category,
                "decided_by": decision.by,
                "decided_at": datetime.now(UTC),
            },
        )

    def reopen(self, shop_id: str, candidate_id: int) -> None:
        """Takes a decision back. Raises UnknownCandidateError."""
        self._change(shop_id, candidate_id, _UNDECIDED)

    def decided(self, shop_id: str) -> list[tuple[StoredCandidate, Decision]]:
        """Accepted or merged, and not published yet, in the order of their ids."""
        query = (
            select(CandidateRow.__table__)
            .where(
                CandidateRow.shop_id == shop_id,
                CandidateRow.verdict.in_(("accept", "merge")),
                CandidateRow.published_at.is_(None),
            )
            .order_by(CandidateRow.id)
        )
        with self._database.reading() as connection:
            rows = [row._mapping for row in connection.execute(query)]
        return [(_stored(row), _decision(row)) for row in rows]

    def mark_published(self, shop_id: str, ids: Iterable[int]) -> None:
        """Marks candidates as part of the published entries."""
        with self._database.writing() as connection:
            for several in _batches(list(ids)):
                connection.execute(
                    update(CandidateRow)
                    .where(CandidateRow.shop_id == shop_id, CandidateRow.id.in_(several))
                    .values(published_at=datetime.now(UTC))
                )

    def _change(self, shop_id: str, candidate_id: int, values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            done = connection.execute(
                update(CandidateRow)
                .where(
                    CandidateRow.shop_id == shop_id,
                    CandidateRow.id == candidate_id,
                    CandidateRow.published_at.is_(None),
                )
                .values(**values)
            )
            if done.rowcount == 0:
                raise UnknownCandidateError(candidate_id)


def _known(connection: Connection, shop_id: str, fingerprints: Sequence[str]) -> set[str]:
    query = select(CandidateRow.fingerprint).where(
        CandidateRow.shop_id == shop_id, CandidateRow.fingerprint.in_(fingerprints)
    )
    return set(connection.scalars(query))


def _values(shop_id: str, candidate: Candidate) -> dict[str, Any]:
    return {
        "shop_id": shop_id,
        "fingerprint": candidate.fingerprint,
        "questions": _json(candidate.questions),
        "answer": candidate.answer,
        "other_answers": _json(candidate.other_answers),
        "language": candidate.language,
        "category": candidate.category[:200],
        "file": candidate.file[:500],
        "line": candidate.line,
        "count": candidate.count,
        "reason": candidate.reason,
        "detail": candidate.detail,
        "entry": candidate.entry,
        "created_at": datetime.now(UTC),
    }


def _stored(row: RowMapping) -> StoredCandidate:
    candidate = Candidate(
        fingerprint=row["fingerprint"],
        questions=_texts(row["questions"]),
        answer=row["answer"],
        other_answers=_texts(row["other_answers"]),
        language=cast(LanguageTag, row["language"]),
        category=row["category"],
        file=row["file"],
        line=row["line"],
        count=row["count"],
        reason=row["reason"],
        detail=row["detail"],
        entry=row["entry"],
    )
    return StoredCandidate(row["id"], candidate, row["created_at"])


def _decision(row: RowMapping) -> Decision:
    return Decision(
        id=row["id"],
        verdict=cast(Verdict, row["verdict"]),
        entry=row["decided_entry"],
        questions=_texts(row["decided_questions"]),
        answer=row["decided_answer"],
        category=row["decided_category"],
        by=row["decided_by"],
    )


def _json(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _batches(values: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
