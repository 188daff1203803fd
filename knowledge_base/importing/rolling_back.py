"""Back to an earlier version: as a new one, so that the history stays straight."""

from knowledge_base.errors import VersionMissingError
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.progress import Progress


def roll_back(
    base: KnowledgeBase,
    shop_id: str,
    number: int | None = None,
    *,
    progress: Progress = lambda *_: None,
) -> str:
    """Publishes what version ``number`` said (default: the one before the present one), and
    returns the name of the new version.

    Quick while the index of that version is kept. Raises VersionMissingError and StoreError.
    """
    with base.store.staging(shop_id) as staging:
        chosen = staging.base - 1 if number is None else number
        if not 1 <= chosen < staging.base:
            raise VersionMissingError(
                f"shop '{shop_id}' has no version {chosen} to go back to"
                if number is not None
                else f"shop '{shop_id}' has no earlier version to go back to"
            )
        staging.become(chosen)
        content = staging.content()
        base.folder.load_or_build(content, progress)
        return staging.publish(content, f"rollback to version {chosen}")
