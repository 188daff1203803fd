"""Publishes an earlier version again, as a new one, so that the history only grows.

A version that holds personal data stays in the history.
"""

from knowledge_base.errors import KnowledgeBaseError, VersionMissingError
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.personal_data.scan import Scan
from knowledge_base.progress import Progress, silent


def roll_back(
    knowledge_base: KnowledgeBase,
    shop_id: str,
    number: int | None = None,
    *,
    progress: Progress = silent,
) -> str:
    """Publishes the content of version ``number`` (default: the newest before the present one), and
    returns the name of the new version.

    Quick while the index of that version is kept. Raises VersionMissingError, StoreError, and
    KnowledgeBaseError when that version holds personal data.
    """
    with knowledge_base.store.staging(shop_id) as staging:
        present = staging.parent_version
        kept = [version.number for version in knowledge_base.store.versions(shop_id)]
        earlier = [version for version in kept if version < present]
        chosen = max(earlier, default=0) if number is None else number
        if chosen not in earlier:
            raise VersionMissingError(
                f"shop '{shop_id}' has no version {chosen} to go back to"
                if number is not None
                else f"shop '{shop_id}' has no earlier version to go back to"
            )
        if any(Scan(knowledge_base, shop_id).in_version(chosen)):
            raise KnowledgeBaseError(
                f"version {chosen} of shop '{shop_id}' holds personal data and is not published "
                "again: import its files again, which masks them. What serves is masked by "
                "scan --mask, and purge erases old versions"
            )
        staging.copy_version(chosen)
        content = staging.content()
        knowledge_base.index_store.load_or_rebuild(content, progress)
        return staging.publish(content, f"rollback to version {chosen}")
