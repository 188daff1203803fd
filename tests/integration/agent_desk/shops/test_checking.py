"""``shops check`` and ``shops list``: what is right, what is missing, what mends it."""

import pytest

from agent_desk.errors import ShopSetupError
from agent_desk.storage.shops import switch_off
from knowledge_base.content.own_intents import KEY_PREFIX, OwnIntent
from knowledge_base.importing.run import import_files
from knowledge_base.storage.staging import Change
from tests.fakes.http_desk import PASSWORD

SHOP = """\
name: {zh: 海港, en: Harbour}
greeting: {zh: 您好, en: Hello}
"""
INTENTS = """\
intents: {showroom: {examples: {en: [can I visit, where is it, visiting hours]}, person: true}}
"""
ORDERS = """\
order_numbers: [{pattern: "#{4-6}", example: "#1001"}]
orders: {kind: sql, url: "sqlite:///%s"}
"""


@pytest.fixture
def write(folder):
    def write(text, name="harbour"):
        (folder / "shops").mkdir(exist_ok=True)
        (folder / "shops" / f"{name}.yml").write_text(text, "utf-8")

    return write


class TestCheck:
    def test_says_what_is_missing_and_what_mends_it(self, command, write, folder):
        write(SHOP)

        result = command("check", "--shop", "harbour")

        assert result.exit_code == 1
        file = folder / "shops" / "harbour.yml"
        for line in (
            f"✓ settings are valid: {file}",
            "✗ no page may show the chat",
            f'→ add to {file}: allowed_origins: ["https://your-shop.example"]',
            "· people answer at any time",
            "· questions about orders go to a person",
            "✗ nothing was imported",
            "→ python -m knowledge_base import FILE --shop harbour",
            "✗ nobody can log in to answer",
            "→ python -m agent_desk agents add EMAIL --name NAME --shop harbour",
        ):
            assert line in result.output

    @pytest.mark.parametrize(
        ("setting", "said"),
        [
            ("allowed_origins: [harbour.example]", "'harbour.example' is no origin"),
            ("identity_secret: short", "identity_secret is too short"),
            (
                'order_numbers: [{pattern: "#{4-6}", example: "#1001"}]\n'
                "orders: {kind: http, url: http://shop.example, token: t}",
                "the token would travel unencrypted",
            ),
        ],
    )
    def test_says_what_would_stop_the_start(self, command, write, setting, said):
        write(f"{SHOP}{setting}\n")

        result = command("check", "--shop", "harbour")

        assert result.exit_code == 1
        assert "✗ the desk does not start" in result.output
        assert said in result.output
        assert "settings are valid" not in result.output

    def test_names_own_intents_that_are_not_learned(self, command, write):
        write(SHOP + INTENTS)

        result = command("check", "--shop", "harbour")

        assert "✗ own intents are not learned as set: showroom" in result.output
        assert "→ python -m knowledge_base intents --shop harbour" in result.output

    def test_says_which_own_intents_are_learned(self, command, write, base):
        write(SHOP + INTENTS)
        examples = {"en": ["can I visit", "where is it", "visiting hours"]}
        entry = OwnIntent(examples=examples, person=True).as_entry("showroom")
        with base.store.staging("harbour") as staging:
            staging.put([Change(entry, KEY_PREFIX, 1)])
            staging.publish(staging.content(), "own intents")

        result = command("check", "--shop", "harbour")

        assert "✓ own intents are learned: showroom" in result.output

    def test_succeeds_for_a_shop_that_has_everything(
        self, command, write, folder, accounts, base, faq
    ):
        write(SHOP + "allowed_origins: [https://harbour.example]\n")
        accounts.add("mei@desk", name="Mei", shop_ids=["harbour"], password=PASSWORD)
        import_files([faq], base, "harbour")

        result = command("check")

        assert "✗" not in result.output.replace("✗ the bot is not trained", "")
        assert "✓ answers: 2 (2 in English)" in result.output
        assert "· no answer is in Chinese" in result.output
        assert "✓ agents who can log in: mei@desk" in result.output

    def test_agent_who_is_disabled_does_not_count(self, command, write, accounts):
        write(SHOP)
        accounts.add("mei@desk", name="Mei", shop_ids=["harbour"], password=PASSWORD)
        accounts.disable("mei@desk")

        assert "✗ nobody can log in" in command("check").output

    def test_order_source_that_does_not_answer(self, command, write, folder):
        write(SHOP + ORDERS % (folder / "nowhere.sqlite3"))

        result = command("check")

        assert "✗ the order source does not answer" in result.output

    def test_database_whose_driver_is_not_installed(self, command, write):
        database = "mssql+pymssql://desk@db/shop"
        write(SHOP + ORDERS.replace("sqlite:///%s", database))

        output = command("check").output

        assert "✗ the order source does not answer: orders.url: the driver for" in output
        assert "✗ nobody can log in" in output

    def test_shop_that_is_switched_off(self, command, write, database):
        write(SHOP)
        database.write(switch_off, "harbour")

        output = command("check").output

        assert "· the shop is switched off\n      → python -m agent_desk shops on harbour" in output

    def test_shop_that_is_not_there(self, command, write):
        write(SHOP)

        result = command("check", "--shop", "habour")

        assert isinstance(result.exception, ShopSetupError)
        assert "there is: harbour" in str(result.exception)

    def test_desk_without_a_shop(self, command):
        assert "has no shop" in str(command("check").exception)


class TestList:
    def test_shows_every_shop_with_its_state(self, command, write, database, accounts):
        write(SHOP)
        write(SHOP.replace("Harbour", "Pier"), "pier")
        accounts.add("mei@desk", name="Mei", shop_ids=["pier"], password=PASSWORD)
        database.write(switch_off, "pier")

        lines = command("list").output.splitlines()

        assert [line.split()[0] for line in lines[1:]] == ["harbour", "pier"]
        assert " on " in lines[1]
        assert " off " in lines[2]
        assert "shops/pier.yml" in lines[2]
