"""Commands say which settings they use, and what is wrong or doubtful about them."""

import json

import pytest

from agent_desk.cli.main import main
from agent_desk.cli.startup import settings_warnings
from agent_desk.security.accounts import Accounts
from agent_desk.settings.desk import DeskSettings
from knowledge_base.configuration import file as settings_file
from knowledge_base.configuration import in_use
from tests.fakes.http_desk import EMAIL, PASSWORD, cheap_passwords, open_database
from tests.stack.served_desk import ServedDesk

TEXT = {"zh": "灯笼巷", "en": "Lantern Lane"}
SHOP = {
    "name": TEXT,
    "greeting": TEXT,
    "order_numbers": [{"pattern": "RL{10}", "example": "RL1234567890"}],
}
SHOPS = "RELAY_AGENT_DESK_SHOPS"
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Writes the file that RELAY_CONFIG names: this section of the desk, or this text."""
    path = tmp_path / "config.yml"
    monkeypatch.setenv("RELAY_CONFIG", str(path))
    monkeypatch.setenv("RELAY_AGENT_DESK_DATABASE_URL", f"sqlite:///{tmp_path}/desk.sqlite3")
    monkeypatch.setenv("RELAY_AGENT_DESK_SECRET_FILE", f"{tmp_path}/secret")

    def write(section):
        text = section if isinstance(section, str) else json.dumps({"agent_desk": section})
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def own_demo(config, monkeypatch):
    """Makes a file with the demo shop the one that comes with Relay, and names no other."""

    def write(**section):
        path = config({"demo": True, "shops": {"demo": SHOP}} | section)
        for module in (settings_file, in_use):
            monkeypatch.setattr(module, "OWN_FILE", path)
        monkeypatch.delenv("RELAY_CONFIG")

    return write


@pytest.fixture
def command(monkeypatch, capsys):
    """Runs a command; gives its exit code, what it printed, and what it complained of."""
    monkeypatch.setenv("COLUMNS", "500")

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["agent_desk", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        printed, complained = capsys.readouterr()
        return stopped.value.code or 0, printed, complained

    return run


ORDERS = """\
order_numbers: [{{pattern: "#{{4-6}}", example: "#1001"}}]
orders: {{kind: sql, url: "{}"}}
"""


class TestSettingsInUse:
    @pytest.mark.parametrize("arguments", [["migrate"], ["agents", "list"]])
    def test_a_command_says_first_which_file_they_are_in(self, command, config, arguments):
        path = config({"shops": {"lantern": SHOP}})

        code, printed, complained = command(*arguments)

        assert (code, complained) == (0, f"settings: {path} (RELAY_CONFIG)\n")
        assert "settings" not in printed

    def test_a_desk_logs_it(self, tmp_path):
        desk = ServedDesk(tmp_path)
        path = tmp_path / "config.yml"
        path.write_text(json.dumps({"agent_desk": {"demo": True, "shops": {"demo": SHOP}}}))
        environment = {
            "RELAY_CONFIG": str(path),
            "RELAY_UPSTREAM": "x",
            "RELAY_AGENT_DESK_TRUSTED_PROXIES": "1",
        }

        with desk.running(**environment):
            lines = desk.log()

        assert f"{path} (RELAY_CONFIG)" in lines
        assert "nothing in Relay reads the environment variable RELAY_UPSTREAM" in lines
        assert "the demo shop is served to other machines" in lines


class TestDoubtfulSettings:
    def test_those_of_the_demo_on_the_database_of_another_shop(self, command, own_demo, tmp_path):
        own_demo()
        database = open_database(tmp_path)
        accounts = Accounts(database, cheap_passwords())
        accounts.add(EMAIL, name="Mei", shop_ids=["lantern"], password=PASSWORD)

        for arguments in (["agents", "list"], ["migrate"]):
            complained = command(*arguments)[2]

            assert "RELAY_CONFIG names no other" in complained
            assert "settings of the demo shop, but there are data of lantern" in complained

    def test_none_on_an_empty_database(self, command, own_demo):
        own_demo()

        assert "warning" not in command("agents", "list")[2]

    @pytest.mark.parametrize(
        "section",
        [{"host": "0.0.0.0"}, {"trusted_proxies": 1}, {"public_url": "https://chat.shop.example"}],
    )
    def test_the_demo_shop_for_other_machines(self, own_demo, section):
        own_demo(**section)

        assert "served to other machines" in settings_warnings(DeskSettings())[0]

    @pytest.mark.parametrize("section", [{}, {"host": "0.0.0.0", "demo": False}, {"host": "::1"}])
    def test_none_for_this_machine_or_without_the_demo(self, own_demo, section):
        own_demo(**section)

        assert settings_warnings(DeskSettings()) == []

    @pytest.mark.parametrize(
        ("more", "mode", "warns"),
        [
            (f"identity_secret: {SECRET}\n", 0o644, True),
            (f"identity_secret: {SECRET}\n", 0o600, False),
            (ORDERS.format("postgresql+psycopg://desk:hunter2@db/shop"), 0o644, True),
            (ORDERS.format("sqlite:///orders.sqlite3"), 0o644, False),
            ("", 0o644, False),
        ],
    )
    def test_secrets_of_a_shop_that_others_may_read(self, config, tmp_path, more, mode, warns):
        config({})
        path = tmp_path / "shops" / "harbour.yml"
        path.parent.mkdir()
        path.write_text("name: {zh: 店, en: Shop}\ngreeting: {zh: 您好, en: Hi}\n" + more, "utf-8")
        path.chmod(mode)

        said = f"others may read the secrets in {path}; chmod 600 ends that"
        assert (said in settings_warnings(DeskSettings())) is warns


class TestWrongSettings:
    """One line, without a traceback, and without a secret."""

    @pytest.fixture
    def complaint(self, command, config):
        def complaint(section):
            path = config(section)
            code, _, complained = command("agents", "list")
            assert code == 1
            assert "Traceback" not in complained
            assert "hunter2" not in complained
            return complained.strip().splitlines()[-1].replace(str(path), "FILE")

        return complaint

    def test_broken_json_names_the_variable_and_the_place(self, complaint, monkeypatch):
        monkeypatch.setenv(SHOPS, '{"lantern": {"identity_secret": "hunter2", }}')

        assert complaint({"shops": {"lantern": SHOP}}).startswith(
            f"environment variable {SHOPS} is not valid JSON at line 1, column 44"
        )

    def test_a_token_for_an_order_source_that_the_file_lacks(self, complaint, monkeypatch):
        monkeypatch.setenv(SHOPS, '{"lantern": {"orders": {"token": "hunter2"}}}')

        assert complaint({"shops": {"lantern": SHOP}}) == (
            f"environment variable {SHOPS} adds to agent_desk.shops.lantern.orders, which FILE "
            "does not have: kind (sql or http or shopify or woocommerce) is missing"
        )

    @pytest.mark.parametrize(
        ("section", "said"),
        [
            ({"shops": {"Lantern Lane": SHOP}}, "shops.Lantern Lane: the id of a shop is made of"),
            (
                {"shops": {"a": SHOP | {"accent": "red"}}},
                'shops.a.accent: write a colour like "#b3',
            ),
            ({"database_url": "var/desk"}, "database_url: not a database URL"),
            (
                {"shops": {"a": SHOP | {"orders": {"kind": "sql", "url": "hunter2"}}}},
                "shops.a.orders.url: not a database URL",
            ),
            (
                {"shops": {"a": SHOP | {"orders": {"kind": "http", "url": "https://a.example"}}}},
                "shops.a.orders: token is missing",
            ),
            (
                {"shops": {"a": SHOP | {"alowed_origins": []}}},
                "did you mean agent_desk.shops.a.allowed_origins?",
            ),
        ],
    )
    def test_a_wrong_setting_is_named_as_the_file_has_it(
        self, complaint, monkeypatch, section, said
    ):
        monkeypatch.delenv("RELAY_AGENT_DESK_DATABASE_URL")
        found = complaint(section)

        assert found.startswith("FILE, line 1: agent_desk.")
        assert said in found

    def test_a_broken_file_shows_nothing_of_its_secrets(self, complaint):
        text = 'agent_desk:\n  metrics_token: "hunter2\n'

        assert (
            complaint(text) == "FILE, line 2, column 18: a quotation mark is opened and not closed"
        )
