"""Erases for good what a shop's history holds of personal data."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.errors import KnowledgeBaseError, StoreError, reason_of
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.personal_data.exports import exports_with
from knowledge_base.personal_data.masking import mask_candidates
from knowledge_base.personal_data.scan import Finding, Scan
from knowledge_base.storage.erasing import erase_history

_ONLY_IN_HISTORY = frozenset(("history", "candidate", "synonyms"))


@dataclass(frozen=True)
class Loss:
    """What a purge of one shop takes away: ``revisions`` of entries by their ids, the ``versions``
    that cannot be gone back to any more, and files of ``exports``. ``candidates`` are masked,
    ``waiting`` ones stay until a person has decided."""

    shop_id: str
    revisions: tuple[int, ...]
    versions: tuple[int, ...]
    candidates: int
    waiting: int
    exports: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.revisions or self.candidates or self.exports)


def loss_of(knowledge_base: KnowledgeBase, shop_id: str, exports: Path) -> Loss:
    """What a purge would take; ``exports`` is the folder in which exported files are looked for.

    Raises KnowledgeBaseError while what serves holds personal data.
    """
    findings = list(Scan(knowledge_base, shop_id).findings())
    if any(found.place not in _ONLY_IN_HISTORY for found in findings):
        raise KnowledgeBaseError(
            f"shop '{shop_id}' still serves personal data; "
            "run first: python -m knowledge_base scan --mask"
        )
    revisions = {r.id: r for found in findings if (r := found.revision) is not None}
    published = {version.number for version in knowledge_base.store.versions(shop_id)}
    lost = {
        number
        for revision in revisions.values()
        for number in range(revision.since, revision.until or revision.since)
    }
    return Loss(
        shop_id,
        tuple(sorted(revisions)),
        tuple(sorted(published & lost)),
        len(_candidates(findings, waiting=False)),
        len(_candidates(findings, waiting=True)),
        tuple(exports_with(exports, _values(findings))),
    )


def purge(knowledge_base: KnowledgeBase, losses: Sequence[Loss], exports: Path) -> None:
    """Takes it away, with the indexes and the traces in the database's files.

    ``losses`` are of different shops. Raises KnowledgeBaseError, and erases nothing, when any of
    them is no longer what ``loss_of`` says. Raises StoreError, also when another process reads for
    so long that traces stay.
    """
    with ExitStack() as locks:
        for loss in losses:  # no import meanwhile, and nothing half imported
            locks.enter_context(knowledge_base.store.staging(loss.shop_id))
        for loss in losses:
            if loss_of(knowledge_base, loss.shop_id, exports) != loss:
                raise KnowledgeBaseError(
                    f"shop '{loss.shop_id}' has changed meanwhile; nothing was erased. "
                    "Run purge again to see what it takes now"
                )
        _erase(knowledge_base, losses)
    knowledge_base.store.database.compact()


def _erase(knowledge_base: KnowledgeBase, losses: Iterable[Loss]) -> None:
    store, indexes = knowledge_base.store, knowledge_base.index_store
    for loss in losses:
        erase_history(store.database, loss.shop_id, loss.revisions, loss.versions)
        mask_candidates(knowledge_base, loss.shop_id)
        kept = store.versions(loss.shop_id)[: knowledge_base.settings.kept_versions]
        indexes.remove_old(loss.shop_id, {version.digest for version in kept})
        for path in loss.exports:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(f"{path} cannot be deleted: {reason_of(error)}") from error


def _candidates(findings: Iterable[Finding], *, waiting: bool) -> set[str]:
    return {f.id for f in findings if f.place == "candidate" and f.waits is waiting}


def _values(findings: Iterable[Finding]) -> set[str]:
    return {value for found in findings if not found.waits for value in found.values}
