"""What /readyz checks: Rasa, the database and the knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from agent_desk.errors import NotReadyError
from agent_desk.rasa.engine import DialogueEngine
from agent_desk.storage.database import Database
from agent_desk.storage.shops import shops_off
from knowledge_base import KnowledgeBase, KnowledgeBaseError


def readiness_checks(
    dialogue: DialogueEngine,
    database: Database,
    knowledge_base: KnowledgeBase,
    shop_ids: Sequence[str],
) -> Mapping[str, Callable[[], str | None]]:
    """One check for each part. It raises a DeskError if its part is not ready."""

    def check_knowledge_base() -> str:
        try:
            with database.read() as session:
                off = shops_off(session)
            serving = [shop_id for shop_id in shop_ids if shop_id not in off]
            statuses = {shop_id: knowledge_base.status(shop_id) for shop_id in serving}
        except KnowledgeBaseError as error:
            raise NotReadyError(str(error)) from error
        missing = [shop_id for shop_id, status in statuses.items() if not status.version]
        if missing:
            raise NotReadyError(f"Nothing has been imported for: {', '.join(missing)}.")
        if not all(status.ready for status in statuses.values()):
            raise NotReadyError("The index is being loaded.")
        return ", ".join(f"{shop_id}: {s.entries} entries" for shop_id, s in statuses.items())

    return {
        "rasa": dialogue.check,
        "database": database.check,
        "knowledge_base": check_knowledge_base,
    }
