"""Rows of ``revisions`` and the entries in them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from knowledge_base.content.entries import (
    Content,
    Entry,
    entry_digest,
)
from knowledge_base.content.filings import Filed, Filing, Text, texts_of, unit_of
from knowledge_base.content.language_tags import LANGUAGE_TAGS
from knowledge_base.storage.models import RevisionRow


def version_name(number: int, digest: str) -> str:
    """How a version is called in ``status``, in reports and in logs."""
    return f"{number}-{digest}"


def belongs_to(number: int) -> ColumnElement[bool]:
    """Picks the revisions that version ``number`` is made of."""
    after = or_(RevisionRow.until.is_(None), RevisionRow.until > number)
    return and_(RevisionRow.since <= number, after)


def content_of(connection: Connection, shop_id: str, number: int, name: str) -> Content:
    """All entries of a version, published or not, in the order of their keys."""
    table = RevisionRow.__table__
    names = ("key", "category", "source", "questions", "answers", "leads_to")
    columns = [table.c[name] for name in names]
    rows = connection.execute(
        select(*columns).where(table.c.shop_id == shop_id, belongs_to(number))
    )
    # Databases sort text in their own ways, and the order numbers the vectors of an index.
    entries = sorted((entry_of(row._mapping) for row in rows), key=lambda entry: entry.key)
    return Content(
        shop_id,
        name,
        entries=tuple(entry for entry in entries if not entry.target),
        aliases=tuple(entry for entry in entries if entry.target),
    )


def entries_under(
    connection: Connection, shop_id: str, number: int, prefix: str
) -> dict[str, Entry]:
    """The entries of a version whose keys begin with ``prefix``, by their key."""
    table = RevisionRow.__table__
    rows = connection.execute(
        select(table).where(
            table.c.shop_id == shop_id,
            belongs_to(number),
            table.c.key.startswith(prefix, autoescape=True),
        )
    )
    return {row.key: entry_of(row._mapping) for row in rows}


def entry_of(row: Mapping[Any, Any]) -> Entry:
    """The entry in a row."""
    questions, answers = json.loads(row["questions"]), json.loads(row["answers"])
    return Entry(
        key=row["key"],
        category=row["category"],
        source=row["source"],
        questions={name: tuple(questions[name]) for name in LANGUAGE_TAGS if name in questions},
        answers={name: answers[name] for name in LANGUAGE_TAGS if name in answers},
        leads_to=row["leads_to"],
    )


def columns_of(entry: Entry) -> dict[str, str]:
    """An entry as the columns of a row."""
    return {
        "key": entry.key,
        "category": entry.category,
        "source": entry.source,
        "questions": json.dumps(entry.questions, ensure_ascii=False),
        "answers": json.dumps(entry.answers, ensure_ascii=False),
        "leads_to": entry.leads_to,
        "digest": entry_digest(entry),
    }


def filed_of(row: Mapping[Any, Any]) -> Filed:
    """The entry in a row, and what it is filed under."""
    entry = entry_of(row)
    if row["filings"]:
        found = [
            Filing(file, sheet, Text(language, part))
            for file, sheet, language, part in json.loads(row["filings"])
        ]
    else:
        found = [Filing(*unit_of(row["file"]), text) for text in texts_of(entry)]
    return Filed(entry, row["file"], row["line"], frozenset(found))


def packed_filings(filings: Iterable[Filing]) -> str:
    """As ``filed_of`` reads them."""
    rows = [(filing.file, filing.sheet, *filing.text) for filing in sorted(filings)]
    return json.dumps(rows, ensure_ascii=False)
