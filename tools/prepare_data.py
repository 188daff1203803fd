"""Prepares the data for a start: ``python -m tools.prepare_data``, with Python of .venv.

Migrates the database. Where config.yml asks for the demo shop, it also creates that
shop's orders, agents and knowledge base if they are missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from agent_desk.cli.startup import settings_warnings, stored_shop_ids
from agent_desk.demo import DEMO_SHOP, fill_demo
from agent_desk.errors import DeskError
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import SqlOrders
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from knowledge_base import KnowledgeBase, KnowledgeBaseError, KnowledgeBaseSettings
from knowledge_base.configuration import resolve_database_url
from knowledge_base.importing.run import import_files
from knowledge_base.private_files import keep_files_private
from tools.data_stamp import delete_stamp, write_stamp
from tools.paths import DEMO_LOGINS, ROOT
from tools.terminal import WARNING

DEMO_ENTRIES = ROOT / "knowledge_base" / "demo"


def main() -> int:
    keep_files_private()
    delete_stamp()
    try:
        settings = DeskSettings()
        files = prepare(settings, KnowledgeBaseSettings())
        warnings = settings_warnings(settings)
    except (DeskError, KnowledgeBaseError) as error:
        print(error, file=sys.stderr)
        return 1
    for warning in warnings:
        print(f"{WARNING}{warning}")
    if files is not None and not warnings:  # else the next start warns again
        write_stamp(files)
    return 0


def prepare(settings: DeskSettings, base_settings: KnowledgeBaseSettings) -> list[Path] | None:
    """Creates what is missing, and returns the files that hold the data.

    None when some data lie in a database server: no stamp can vouch for those.
    Raises DeskError or KnowledgeBaseError.
    """
    migrate(Database(settings.database_url))
    urls = [settings.database_url]
    files = []
    shop = settings.shops.get(DEMO_SHOP)
    others = sorted(stored_shop_ids(settings.database_url) - set(settings.shops))
    if settings.demo and others:
        # The demo's passwords lie in a file: they shall not open a desk with a shop's own data.
        print(f"There are data of {', '.join(others)}, so nothing of the demo is put beside them.")
    elif settings.demo and shop is not None and isinstance(shop.orders, SqlOrders):
        for line in fill_demo(settings):
            print(line)
        base = KnowledgeBase(base_settings)
        if base.store.published(DEMO_SHOP) is None:
            import_demo(base, sorted(DEMO_ENTRIES.glob("*.jsonl")))
        urls += [base_settings.database_url, shop.orders.url]
        files.append(DEMO_LOGINS)
    databases = [resolve_database_url(url) for url in urls]
    if any(url.get_backend_name() != "sqlite" or not url.database for url in databases):
        return None
    return [*files, *(Path(str(url.database)) for url in databases)]


def import_demo(base: KnowledgeBase, files: list[Path]) -> None:
    """Imports the demo shop's questions and answers."""
    import_files(files, base, DEMO_SHOP)
    print(f"Imported {len(files)} files of questions and answers.")


if __name__ == "__main__":
    sys.exit(main())
