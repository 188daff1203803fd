"""Entries become revisions with a history, and imports become versions one can go back to."""

import json
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from knowledge_base.content.entries import (
    Entry,
    content_digest,
    entry_digest,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables, moves what there is into them, and drops the old ones."""
    connection = op.get_bind()
    old = sa.MetaData()
    old.reflect(connection, only=["published", "entries", "questions", "answers"])
    published = connection.execute(sa.select(old.tables["published"])).mappings().all()
    revisions = _revisions(connection, old, {row["shop_id"]: row["number"] for row in published})
    for table in ("published", "answers", "questions", "entries"):
        op.drop_table(table)
    pointers, versions, stored = _create()
    digests = defaultdict(list)
    for revised in sorted(revisions, key=lambda revised: revised["key"]):
        digests[revised["shop_id"]].append(revised["digest"])
    for row in published:
        digest = content_digest(digests[row["shop_id"]])
        values = {**row, "digest": digest, "importer": "", "reason": "import"}
        connection.execute(versions.insert().values(values))
        connection.execute(pointers.insert().values(shop_id=row["shop_id"], number=row["number"]))
    if revisions:
        connection.execute(stored.insert(), revisions)


def downgrade() -> None:
    """Refused: the history would be lost."""
    raise NotImplementedError("go back to a backup of the database instead")


def _revisions(
    connection: sa.Connection, old: sa.MetaData, numbers: dict[str, int]
) -> list[dict[str, Any]]:
    tables = old.tables
    questions: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    by_position = tables["questions"].c.position
    for row in connection.execute(sa.select(tables["questions"]).order_by(by_position)).mappings():
        questions[row["entry_id"]][row["language"]].append(row["text"])
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(sa.select(tables["answers"])).mappings():
        answers[row["entry_id"]][row["language"]] = row["text"]
    found = []
    for row in connection.execute(sa.select(tables["entries"])).mappings():
        entry = Entry(
            key=row["key"],
            category=row["category"],
            source=row["source"],
            questions={
                name: tuple(questions[row["id"]][name])
                for name in ("zh", "en")
                if name in questions[row["id"]]
            },
            answers={
                name: answers[row["id"]][name]
                for name in ("zh", "en")
                if name in answers[row["id"]]
            },
        )
        found.append(
            {
                "shop_id": row["shop_id"],
                "key": entry.key,
                "category": entry.category,
                "source": entry.source,
                "questions": json.dumps(entry.questions, ensure_ascii=False),
                "answers": json.dumps(entry.answers, ensure_ascii=False),
                "digest": entry_digest(entry),
                "file": entry.source,
                "line": 0,
                "importer": "",
                "imported_at": row["updated_at"],
                "since": numbers.get(row["shop_id"], 1),
                "until": None,
            }
        )
    return found


def _create() -> tuple[sa.Table, sa.Table, sa.Table]:
    pointers = op.create_table(
        "published",
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("shop_id", name="pk_published"),
    )
    versions = op.create_table(
        "versions",
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("importer", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "number", name="pk_versions"),
    )
    revisions = op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("category", sa.String(200), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("file", sa.String(500), nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("importer", sa.String(200), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
    )
    op.create_index("ix_revisions_shop_id_key", "revisions", ["shop_id", "key"])
    op.create_table(
        "golden_questions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("question", sa.String(500), nullable=False),
        sa.Column("entry", sa.String(200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_golden_questions"),
        sa.UniqueConstraint("shop_id", "question", name="uq_golden_questions_shop_id"),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("other_answers", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("category", sa.String(200), nullable=False),
        sa.Column("file", sa.String(500), nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("entry", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=True),
        sa.Column("decided_entry", sa.String(200), nullable=True),
        sa.Column("decided_questions", sa.Text, nullable=True),
        sa.Column("decided_answer", sa.Text, nullable=True),
        sa.Column("decided_category", sa.String(200), nullable=True),
        sa.Column("decided_by", sa.String(200), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
        sa.UniqueConstraint("shop_id", "fingerprint", name="uq_candidates_shop_id"),
    )
    return pointers, versions, revisions
