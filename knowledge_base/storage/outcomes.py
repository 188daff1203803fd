"""The outcomes of all shops, as they are stored."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Row, delete, insert, select

from knowledge_base.content.outcomes import OutcomeKind, OutcomeRecord
from knowledge_base.content.results import Judged
from knowledge_base.storage.database import Database
from knowledge_base.storage.models import OutcomeRow

KEPT = 2_000
"""Outcomes of a shop; of more the newest."""

KEPT_OF_ORIGIN = 20
"""The same of one origin, so that nobody pushes out those of others."""

_TAKEN_BACK: Mapping[OutcomeKind, OutcomeKind] = {
    "helpful": "not_helpful",
    "not_helpful": "helpful",
    "objected": "went_on",
    "rephrased": "went_on",
    "reopened": "went_on",
    "claim_after_answer": "went_on",
    "choice": "left_open",
    "none_of_these": "left_open",
}


class Outcomes:
    """Every method raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, shop_id: str, outcomes: Iterable[OutcomeRecord]) -> None:
        """Adds some, all or none. Of each kind a question has one, the newest; and what this one
        takes back goes."""
        with self._database.writing() as connection:
            for outcome in outcomes:
                self._add(connection, shop_id, outcome)

    def _add(self, connection: Connection, shop_id: str, outcome: OutcomeRecord) -> None:
        table, judged = OutcomeRow, outcome.judged
        replaced = {outcome.kind, _TAKEN_BACK.get(outcome.kind, outcome.kind)}
        mine = (table.shop_id == shop_id, table.about == outcome.about)
        connection.execute(delete(table).where(*mine, table.kind.in_(replaced)))
        connection.execute(
            insert(table).values(
                shop_id=shop_id,
                version=judged.version,
                entry=judged.entry,
                kind=outcome.kind,
                reason=outcome.reason,
                is_right=outcome.right,
                features=json.dumps(judged.features),
                chinese=judged.chinese,
                certain=judged.certain,
                made_of=judged.made_of,
                about=outcome.about,
                origin=outcome.origin,
                at=outcome.at,
            )
        )
        ids = select(table.id).where(table.shop_id == shop_id).order_by(table.id.desc())
        of_origin = ids.where(table.origin == outcome.origin)
        for query, kept in ((of_origin, KEPT_OF_ORIGIN), (ids, KEPT)):
            # Each addition leaves one too many at most.
            oldest = connection.scalar(query.offset(kept).limit(1))
            if oldest is not None:
                connection.execute(delete(table).where(table.id == oldest))

    def all(self, shop_id: str) -> list[OutcomeRecord]:
        """In the order in which they were added, whatever they were made of."""
        query = select(OutcomeRow.__table__).where(OutcomeRow.shop_id == shop_id)
        with self._database.reading() as connection:
            return [_record(row) for row in connection.execute(query.order_by(OutcomeRow.id))]

    def forget(self, origin: str) -> list[str]:
        """Deletes those of an origin, in every shop; returns the shop of each."""
        mine = OutcomeRow.origin == origin
        with self._database.writing() as connection:
            shops = list(connection.scalars(select(OutcomeRow.shop_id).where(mine)))
            connection.execute(delete(OutcomeRow).where(mine))
        return shops


def _record(row: Row[tuple[OutcomeRow]]) -> OutcomeRecord:
    judged = Judged(
        entry=row.entry,
        version=row.version,
        made_of=row.made_of,
        features=tuple(json.loads(row.features)),
        chinese=row.chinese,
        certain=row.certain,
    )
    return OutcomeRecord(row.kind, judged, row.is_right, row.about, row.origin, row.at, row.reason)
