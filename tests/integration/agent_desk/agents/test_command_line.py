import pytest
from typer.testing import CliRunner

from agent_desk.cli.agents import (
    Desk,
    agents,
)
from agent_desk.cli.main import main
from agent_desk.errors import AccountError, NotFoundError, PasswordRefusedError
from agent_desk.security.accounts import Accounts, Work
from tests.fakes.http_desk import EMAIL, PASSWORD, cheap_passwords, open_database


@pytest.fixture
def accounts(tmp_path):
    return Accounts(open_database(tmp_path), cheap_passwords())


@pytest.fixture
def unlocked():
    return []


@pytest.fixture
def command(accounts, unlocked):
    def run(*arguments, typed="", shops=("demo",)):
        desk = Desk(accounts, list(shops), unlock=unlocked.append)
        return CliRunner().invoke(agents, list(arguments), input=typed, obj=desk)

    return run


@pytest.fixture
def ana(accounts):
    return accounts.add(EMAIL, name="Ana", shop_ids=["demo"], password=PASSWORD)


class TestAdd:
    def test_asks_for_the_password_twice_and_never_shows_it(self, command, accounts):
        result = command("add", EMAIL, "--name", "Ana", typed=f"{PASSWORD}\n{PASSWORD}\n")

        assert result.exit_code == 0, result.output
        assert PASSWORD not in result.output
        assert accounts.authenticate(EMAIL, PASSWORD).shop_ids == ("demo",)

    def test_asks_again_when_the_two_differ(self, command, accounts):
        command("add", EMAIL, "--name", "Ana", typed=f"one\ntwo\n{PASSWORD}\n{PASSWORD}\n")

        assert accounts.authenticate(EMAIL, PASSWORD)

    def test_reads_the_password_from_standard_input(self, command, accounts):
        command("add", EMAIL, "--name", "Ana", "--password-stdin", typed=f"{PASSWORD}\r\n")

        assert accounts.authenticate(EMAIL, PASSWORD)

    def test_refuses_a_password_as_an_argument(self, command):
        for attempt in (["--password", PASSWORD], ["--password-stdin", PASSWORD]):
            assert command("add", EMAIL, "--name", "Ana", *attempt).exit_code == 2

    def test_accepts_several_shops(self, command, accounts):
        options = ["--name", "Ana", "--shop", "b", "--shop", "a", "--password-stdin"]
        command("add", EMAIL, *options, typed=PASSWORD, shops=("a", "b"))

        assert accounts.find(EMAIL).agent.shop_ids == ("b", "a")

    def test_requires_a_shop_when_there_are_several(self, command):
        result = command("add", EMAIL, "--name", "Ana", shops=("a", "b"))

        assert isinstance(result.exception, AccountError)
        assert "a, b" in str(result.exception)

    def test_fails_when_no_shop_is_configured(self, command):
        result = command("add", EMAIL, "--name", "Ana", shops=())

        assert isinstance(result.exception, AccountError)
        assert str(result.exception).endswith(
            "config.yml has no shop yet; add one under agent_desk.shops."
        )

    def test_names_an_unknown_shop(self, command):
        result = command("add", EMAIL, "--name", "Ana", "--shop", "dmeo")

        assert isinstance(result.exception, AccountError)
        assert "'dmeo'" in str(result.exception)

    def test_refuses_a_short_password(self, command, accounts):
        result = command("add", EMAIL, "--name", "Ana", "--password-stdin", typed="short\n")

        assert isinstance(result.exception, PasswordRefusedError)
        assert accounts.all() == []

    def test_refuses_a_common_password(self, command, accounts):
        result = command("add", EMAIL, "--name", "Ana", "--password-stdin", typed="password123\n")

        assert isinstance(result.exception, PasswordRefusedError)
        assert accounts.all() == []

    def test_refuses_a_known_address_before_it_asks_for_a_password(self, command, ana):
        result = command("add", EMAIL, "--name", "Ana")

        assert isinstance(result.exception, AccountError)
        assert "Password" not in result.output


class TestChanges:
    def test_disable_and_enable(self, command, ana, accounts):
        assert command("disable", EMAIL).exit_code == 0
        assert accounts.find(EMAIL).disabled_at is not None
        assert command("enable", EMAIL).exit_code == 0
        assert accounts.find(EMAIL).disabled_at is None

    def test_password_sets_a_new_one(self, command, ana, accounts):
        command("password", EMAIL, "--password-stdin", typed="a newer password\n")

        assert accounts.authenticate(EMAIL, "a newer password") == ana

    def test_unlock_forgets_failed_log_ins(self, command, ana, unlocked):
        assert command("unlock", EMAIL).exit_code == 0
        assert unlocked == [EMAIL]

    def test_list_shows_active_and_disabled_agents(self, command, ana, accounts):
        accounts.add("bo@shop.example", name="Bo", shop_ids=["demo"], password=PASSWORD)
        accounts.disable("bo@shop.example")
        lines = command("list").output.splitlines()

        assert any(EMAIL in line and "active" in line for line in lines)
        assert any("bo@shop.example" in line and "disabled" in line for line in lines)
        assert not any("argon2" in line for line in lines)

    def test_list_shows_a_name_that_would_turn_the_line_as_it_is(self, command, accounts):
        accounts.add(EMAIL, name="Ana\u202e[red]\x1b[2J", shop_ids=["demo"], password=PASSWORD)

        assert r"Ana\u202e[red]\x1b[2J" in command("list").output

    def test_half_a_character_in_a_name_is_repaired(self, command, accounts):
        options = ("--name", "Ana \udce9", "--password-stdin")
        assert command("add", EMAIL, *options, typed=f"{PASSWORD}\n").exit_code == 0

        assert accounts.find(EMAIL).agent.name == "Ana \ufffd"
        assert isinstance(command("enable", "\udce9@shop.example").exception, NotFoundError)

    @pytest.mark.parametrize("name", ["\u3164", "\u200b \u2060"])
    def test_name_of_nothing_visible_is_refused(self, command, name):
        result = command("add", EMAIL, "--name", name, "--password-stdin", typed=f"{PASSWORD}\n")

        assert isinstance(result.exception, AccountError)

    def test_list_of_nobody_says_what_to_do(self, command):
        assert "agents add" in command("list").output

    @pytest.mark.parametrize("name", ["disable", "enable", "password", "unlock"])
    def test_unknown_agent_is_named(self, command, name):
        result = command(name, "nobody@shop.example")

        assert isinstance(result.exception, AccountError | NotFoundError)
        assert "nobody@shop.example" in str(result.exception)


class TestSet:
    def test_stores_capacity_languages_and_team(self, command, ana):
        options = ["--capacity", "7", "--language", "zh", "--language", "en", "--team", "Returns"]

        assert command("set", EMAIL, *options).output == (
            f"{EMAIL}: 7 chats, zh/en, team Returns.\n"
        )

    def test_changes_only_what_is_given(self, command, ana, accounts):
        command("set", EMAIL, "--capacity", "7", "--team", "Returns")
        command("set", EMAIL, "--language", "zh")

        assert accounts.find(EMAIL).work == Work(7, ("zh",), "Returns")

    def test_clears_what_was_set(self, command, ana, accounts):
        command("set", EMAIL, "--capacity", "7", "--language", "zh", "--team", "Returns")
        command("set", EMAIL, "--capacity", "0", "--language", "any", "--team", "")

        assert accounts.find(EMAIL).work == Work(None, (), None)

    def test_takes_languages_that_the_assistant_does_not_speak(self, command, ana, accounts):
        command("set", EMAIL, "--language", "en", "--language", "ru")

        assert accounts.find(EMAIL).work.languages == ("en", "ru")

    def test_names_the_languages_that_there_are(self, command, ana):
        result = command("set", EMAIL, "--language", "xx")

        assert isinstance(result.exception, AccountError)
        assert "'xx'; there is: zh, en, ru," in str(result.exception)

    @pytest.mark.parametrize(
        "options",
        [
            ["--capacity", "-1"],
            ["--language", "xx"],
            ["--team", "x" * 65],
            ["--capacity", "9" * 20],
        ],
    )
    def test_refuses_invalid_values(self, command, ana, options):
        assert command("set", EMAIL, *options).exit_code != 0

    def test_unknown_agent_is_named(self, command):
        assert isinstance(command("set", "nobody@shop.example").exception, NotFoundError)


def test_a_database_that_cannot_be_opened_is_named_with_the_reason(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RELAY_AGENT_DESK_DATABASE_URL", f"sqlite:///{tmp_path}")
    monkeypatch.setattr("sys.argv", ["agent_desk", "migrate"])

    with pytest.raises(SystemExit, match="1"):
        main()

    complained = capsys.readouterr().err
    assert complained.endswith(f"written now. {tmp_path}: unable to open database file\n")
