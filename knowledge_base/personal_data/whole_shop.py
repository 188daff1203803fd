"""Erases all that the knowledge base holds of a shop."""

from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.storage.candidate_texts import shops_with_candidates
from knowledge_base.storage.erasing import erase_shop_rows


def holds_shop(knowledge_base: KnowledgeBase, shop_id: str) -> bool:
    """Whether there is anything of a shop: published entries, or candidates for them."""
    store = knowledge_base.store
    return store.published(shop_id) is not None or shop_id in shops_with_candidates(store.database)


def erase_shop(knowledge_base: KnowledgeBase, shop_id: str) -> None:
    """Takes entries, history, candidates, golden questions and indexes away, with their traces.

    It waits for an import that is under way. A running process goes on with what it has loaded.
    Raises ImportBusyError, ShopNameError and StoreError.
    """
    store = knowledge_base.store
    with store.staging(shop_id):
        erase_shop_rows(store.database, shop_id)
        knowledge_base.index_store.remove_shop(shop_id)
    store.database.compact()
