import pytest
from typer.testing import CliRunner

from agent_desk.cli.shops.commands import shops
from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.security.accounts import Accounts
from agent_desk.settings.desk import DeskSettings
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from tests.fakes.encoder import FakeEncoder
from tests.fakes.http_desk import cheap_passwords, open_database


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Holds the file of settings, without a shop."""
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
    monkeypatch.delenv("RELAY_AGENT_DESK_SHOPS", raising=False)
    (tmp_path / "config.yml").write_text("agent_desk: {public_url: https://chat.example}\n")
    return tmp_path


@pytest.fixture
def database(folder):
    return open_database(folder)


@pytest.fixture
def accounts(database):
    return Accounts(database, cheap_passwords())


@pytest.fixture
def base(folder):
    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{folder}/kb.sqlite3", index_dir=folder / "index"
    )
    return KnowledgeBase(settings, FakeEncoder())


@pytest.fixture
def command(database, accounts, base):
    """Runs a command; ``typed`` is what somebody at a terminal answers, line by line."""

    def run(*arguments, typed=None, **parts):
        usual = {"database": database, "accounts": accounts, "base": base}
        desk = ShopDesk(**{"settings": DeskSettings()} | usual | parts, asks=typed is not None)
        lines = None if typed is None else "".join(f"{line}\n" for line in typed)
        return CliRunner().invoke(shops, list(arguments), input=lines, obj=desk)

    return run


@pytest.fixture
def faq(folder):
    path = folder / "faq.csv"
    path.write_text(
        "question,answer\nHow long is delivery?,Two to four days.\nDo you gift-wrap?,Yes.\n"
    )
    return path
