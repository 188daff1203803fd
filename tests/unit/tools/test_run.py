import pytest

from tools.errors import ToolError
from tools.run import (
    browser_host,
    listen_address,
    print_addresses,
    print_warnings,
    services,
    settings_file,
)


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in ("PORT", "RELAY_AGENT_DESK_PORT", "RELAY_AGENT_DESK_HOST"):
        monkeypatch.delenv(name, raising=False)


class TestListenAddress:
    def test_is_port_8000_on_loopback(self):
        assert listen_address() == ("127.0.0.1", 8000)

    def test_takes_the_port_of_make_before_that_of_the_desk(self, monkeypatch):
        monkeypatch.setenv("RELAY_AGENT_DESK_PORT", "9000")
        monkeypatch.setenv("PORT", "9100")

        assert listen_address()[1] == 9100

    @pytest.mark.parametrize("port", ["http", "-1", "0", "65536", "80.5"])
    def test_refuses_an_invalid_port(self, monkeypatch, port):
        monkeypatch.setenv("PORT", port)

        with pytest.raises(ToolError, match="PORT must be"):
            listen_address()


class TestSettingsFile:
    def test_is_the_projects_own_or_the_one_of_the_variable(self, monkeypatch, tmp_path):
        monkeypatch.delenv("RELAY_CONFIG", raising=False)
        assert settings_file() == "config.yml (RELAY_CONFIG names no other)"

        path = tmp_path / "config.yml"
        path.touch()
        monkeypatch.setenv("RELAY_CONFIG", str(path))
        assert settings_file() == f"{path} (RELAY_CONFIG)"

    @pytest.mark.parametrize("named", ["", "/nowhere/config.yml", "/tmp"])
    def test_refuses_what_is_no_file_before_anything_is_installed(self, monkeypatch, named):
        monkeypatch.setenv("RELAY_CONFIG", named)

        with pytest.raises(ToolError, match=f"RELAY_CONFIG must name a file .* '{named}' is none"):
            settings_file()


class TestPrintWarnings:
    def test_repeats_only_the_warnings_of_a_log(self, tmp_path, capsys):
        log = tmp_path / "prepare_data.log"
        log.write_text("Made 200 demo orders.\nwarning: is RELAY_CONFIG missing?\n")

        print_warnings(log)

        printed = capsys.readouterr().out
        assert "warning: is RELAY_CONFIG missing?" in printed
        assert "200" not in printed


class TestBrowserHost:
    @pytest.mark.parametrize(
        ("host", "address"),
        [
            ("127.0.0.1", "127.0.0.1"),
            ("0.0.0.0", "127.0.0.1"),
            ("::", "[::1]"),
            ("fd00::5", "[fd00::5]"),
            ("chat.example", "chat.example"),
        ],
    )
    def test_can_be_opened_on_this_machine(self, host, address):
        assert browser_host(host) == address


class TestServices:
    def test_rasa_listens_on_loopback_and_both_share_the_secret(self):
        rasa, desk = services("0.0.0.0", 8000, 40001, "s3cret")

        arguments = [str(argument) for argument in rasa.command]
        assert arguments[arguments.index("--interface") + 1] == "127.0.0.1"
        assert "--enable-api" not in arguments
        assert rasa.environment["RELAY_RASA_SECRET"] == "s3cret"
        assert desk.environment["RELAY_AGENT_DESK_RASA__SECRET"] == "s3cret"
        assert desk.environment["RELAY_AGENT_DESK_RASA__URL"] == "http://127.0.0.1:40001"
        assert "s3cret" not in " ".join(arguments)


class TestPrintAddresses:
    def test_names_the_demo_and_its_agents_only_where_it_is_served(self, capsys):
        print_addresses("http://127.0.0.1:8000", {"mei@lantern.example": "a password"})
        assert "Demo shop" in capsys.readouterr().out

        print_addresses("http://127.0.0.1:8000", {})
        printed = capsys.readouterr().out
        assert "Demo shop" not in printed
        assert "http://127.0.0.1:8000/console" in printed
