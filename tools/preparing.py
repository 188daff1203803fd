"""Brings the data to the state that a start needs; run with the interpreter of .venv.

``python -m tools.preparing`` migrates the database. Where config.yml asks for the
demo shop, it also makes that one's orders, agents and knowledge base, as far as
they are missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from agent_desk.demo import DEMO_SHOP, fill_demo
from agent_desk.errors import DeskError
from agent_desk.settings import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from knowledge_base import KnowledgeBase, KnowledgeBaseError, KnowledgeBaseSettings
from knowledge_base.importing.run import import_files
from tools.paths import ROOT

DEMO_ENTRIES = ROOT / "knowledge_base" / "demo"


def main() -> int:
    try:
        prepare(DeskSettings())
    except (DeskError, KnowledgeBaseError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare(settings: DeskSettings) -> None:
    """Raises DeskError or KnowledgeBaseError."""
    migrate(Database(settings.database_url))
    if not settings.demo or DEMO_SHOP not in settings.shops:
        return
    for line in fill_demo(settings):
        print(line)
    base = KnowledgeBase(KnowledgeBaseSettings())
    if base.store.content(DEMO_SHOP) is None:
        import_demo(base, sorted(DEMO_ENTRIES.glob("*.jsonl")))


def import_demo(base: KnowledgeBase, files: list[Path]) -> None:
    """Brings the demo shop's questions and answers in."""
    import_files(files, shop_id=DEMO_SHOP, store=base.store, folder=base.folder)
    print(f"Imported {len(files)} files of questions and answers.")


if __name__ == "__main__":
    sys.exit(main())
