"""An import in a process of its own, to be killed: ``run`` is what the process does."""

import os
import signal
from pathlib import Path

from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.importing.run import import_files
from tests.fakes.encoder import FakeEncoder


def settings_in(folder: Path) -> KnowledgeBaseSettings:
    return KnowledgeBaseSettings(
        database_url=f"sqlite:///{folder}/kb.sqlite3",
        index_dir=folder / "index",
        refresh_seconds=0,
    )


def run(path: Path, folder: Path, die_at: str = "") -> None:
    """Imports ``path``; ``die_at`` names a point at which the process kills itself."""

    class KilledEncoder(FakeEncoder):
        def encode_passages(self, texts):
            if die_at == "encoding":
                die()
            return super().encode_passages(texts)

    base = KnowledgeBase(settings_in(folder), KilledEncoder())
    if die_at == "written":
        write = base.index_store.write

        def write_and_die(index):
            write(index)
            die()

        base.index_store.write = write_and_die
    import_files([path], base, "demo")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
