import json

import pytest
import structlog

from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.__main__ import main
from knowledge_base.commands import context
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_files
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES


def settings_in(folder):
    """A knowledge base whose files are in ``folder``."""
    return KnowledgeBaseSettings(
        database_url=f"sqlite:///{folder}/base/kb.sqlite3",
        index_dir=folder / "index",
        refresh_seconds=0,
    )


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def encoder():
    return FakeEncoder()


@pytest.fixture
def open_base(settings, encoder):
    """A base as another process would open it."""
    return lambda: KnowledgeBase(settings, encoder)


@pytest.fixture
def base(open_base):
    return open_base()


@pytest.fixture
def write(tmp_path):
    """Writes entries into a file of nested JSON Lines."""

    def write(entries=ENTRIES, name="entries.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
        return path

    return write


@pytest.fixture
def publish(open_base, write):
    """Imports entries as another process would, and returns the report.

    Takes the name of the shop, and what an import can be asked for.
    """

    def publish(entries=ENTRIES, **options):
        shop = options.pop("shop", "demo")
        return import_files([write(entries)], open_base(), shop, options=ImportOptions(**options))

    return publish


@pytest.fixture
def run(settings, encoder, monkeypatch, capsys):
    """Runs a command; gives its exit code, what it printed, and what it complained of."""
    monkeypatch.setenv("RELAY_KNOWLEDGE_BASE_DATABASE_URL", str(settings.database))
    monkeypatch.setenv("RELAY_KNOWLEDGE_BASE_INDEX_DIR", str(settings.index_path))
    for console in (context.console, context.messages):
        monkeypatch.setattr(console, "width", 200)

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments], encoder=encoder)
        printed, complained = capsys.readouterr()
        return stopped.value.code or 0, printed, complained

    yield run
    structlog.reset_defaults()
