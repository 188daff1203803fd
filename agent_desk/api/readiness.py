"""What /readyz checks: do Rasa, the database and the index answer?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from agent_desk.errors import NotReadyError
from agent_desk.rasa.engine import DialogueEngine
from agent_desk.storage.database import Database
from knowledge_base import KnowledgeBase, KnowledgeBaseError


def readiness_checks(
    dialogue: DialogueEngine,
    database: Database,
    base: KnowledgeBase,
    shop_ids: Sequence[str],
) -> Mapping[str, Callable[[], str | None]]:
    """One check for each part; it raises when its part does not answer."""

    def check_base() -> str:
        try:
            statuses = {shop_id: base.status(shop_id) for shop_id in shop_ids}
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
        "knowledge_base": check_base,
    }
