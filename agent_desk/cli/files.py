"""Closes the desk's files to other users of the machine."""

from __future__ import annotations

from agent_desk.demo import DEMO_SHOP
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import SqlOrders
from knowledge_base import KnowledgeBaseSettings
from knowledge_base.configuration import resolve_database_url, resolve_path
from knowledge_base.private_files import VAR, close_to_others, database_files


def close_files(settings: DeskSettings) -> list[str]:
    """Takes from others every right to what an earlier version left open; returns warnings.

    The orders of a real shop are not ours. Those of the demo shop are.
    """
    base = KnowledgeBaseSettings()
    databases = [resolve_database_url(settings.database_url), base.database]
    shop = settings.shops.get(DEMO_SHOP)
    if settings.demo and shop is not None and isinstance(shop.orders, SqlOrders):
        databases.append(resolve_database_url(shop.orders.url))
    files = [file for url in databases for file in database_files(url)]
    return close_to_others([VAR, base.index_path], [resolve_path(settings.secret_file), *files])
