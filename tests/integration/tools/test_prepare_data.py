"""What a start makes: the demo's data for the demo, and nothing of it for anybody else."""

import pytest

from agent_desk.demo import fill_demo
from agent_desk.errors import StartError
from agent_desk.security.accounts import Accounts
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from knowledge_base import KnowledgeBaseSettings
from tests.fakes.http_desk import PASSWORD, cheap_passwords
from tests.fakes.world import SHOP
from tools.prepare_data import prepare


@pytest.fixture
def settings(tmp_path):
    orders = {"kind": "sql", "url": f"sqlite:///{tmp_path}/orders.sqlite3"}

    def settings(**values):
        return DeskSettings(
            **{
                "database_url": f"sqlite:///{tmp_path}/desk.sqlite3",
                "shops": {"demo": SHOP | {"orders": orders}},
                "demo": True,
            }
            | values
        )

    return settings


@pytest.fixture
def base(tmp_path):
    return KnowledgeBaseSettings(
        database_url=f"sqlite:///{tmp_path}/kb.sqlite3", index_dir=tmp_path / "index"
    )


def agents_of(settings):
    return [one.agent.email for one in Accounts(Database(settings.database_url), None).all()]


def test_another_shops_settings_get_nothing_of_the_demo(settings, base, tmp_path):
    own = settings(demo=False)

    prepare(own, base)

    assert agents_of(own) == []
    assert not (tmp_path / "orders.sqlite3").exists()


def test_demos_settings_on_anothers_data_put_nothing_beside_them(settings, base, tmp_path, capsys):
    demo = settings()
    database = Database(demo.database_url)
    migrate(database)
    accounts = Accounts(database, cheap_passwords())
    accounts.add("ana@harbour.example", name="Ana", shop_ids=["harbour"], password=PASSWORD)

    prepare(demo, base)

    assert agents_of(demo) == ["ana@harbour.example"]
    assert not (tmp_path / "orders.sqlite3").exists()
    assert "There are data of harbour" in capsys.readouterr().out


def test_command_demo_refuses_settings_that_are_not_the_demos(settings):
    with pytest.raises(StartError, match=r"agent_desk\.demo is false"):
        fill_demo(settings(demo=False))
