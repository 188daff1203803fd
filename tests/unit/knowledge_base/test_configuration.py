from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from knowledge_base.configuration import (
    REPOSITORY_ROOT,
    ConfigSection,
    resolve_database_url,
)
from knowledge_base.errors import ConfigurationError


class Oven(BaseModel):
    degrees: int = 180


class Kitchen(ConfigSection):
    section = "kitchen"

    guests: int = Field(default=2, ge=1)
    oven: Oven = Oven()


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Writes config.yml and makes it the one that is read."""

    def write(text: str) -> Path:
        path = tmp_path / "config.yml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("RELAY_CONFIG", str(path))
        return path

    return write


class TestReading:
    def test_takes_its_own_section_and_ignores_others(self, config):
        config("pipeline: []\nkitchen:\n  guests: 5\nbathroom:\n  guests: 1\n")

        assert Kitchen().guests == 5

    def test_an_empty_section_gives_the_defaults(self, config):
        config("kitchen:\n")

        assert Kitchen().guests == 2

    def test_the_environment_wins_over_the_file(self, config, monkeypatch):
        config("kitchen:\n  guests: 5\n")
        monkeypatch.setenv("RELAY_KITCHEN_GUESTS", "7")

        assert Kitchen().guests == 7

    def test_two_underscores_reach_into_a_nested_setting(self, config, monkeypatch):
        config("kitchen:\n  guests: 5\n")
        monkeypatch.setenv("RELAY_KITCHEN_OVEN__DEGREES", "220")

        assert Kitchen().oven.degrees == 220


class TestRefusing:
    def test_an_unknown_key_is_named_with_the_one_that_was_meant(self, config):
        config("kitchen:\n  gests: 5\n")

        with pytest.raises(ConfigurationError) as raised:
            Kitchen()

        assert str(raised.value) == (
            "config.yml: kitchen.gests: unknown setting; did you mean kitchen.guests?"
        )

    def test_an_unknown_variable_is_named_with_the_one_that_was_meant(self, config, monkeypatch):
        config("")
        monkeypatch.setenv("RELAY_KITCHEN_OVEN__DEGRES", "220")

        with pytest.raises(ConfigurationError, match="RELAY_KITCHEN_OVEN__DEGREES"):
            Kitchen()

    def test_a_key_like_no_other_gets_no_guess(self, config):
        config("kitchen:\n  zzz: 5\n")

        with pytest.raises(ConfigurationError, match=r"kitchen\.zzz: unknown setting$"):
            Kitchen()

    def test_a_bad_value_is_not_repeated_since_it_may_be_a_secret(self, config):
        config("kitchen:\n  guests: hunter2\n")

        with pytest.raises(ConfigurationError, match=r"kitchen\.guests") as raised:
            Kitchen()

        assert "hunter2" not in str(raised.value)

    def test_a_bad_variable_is_named_as_a_variable(self, config, monkeypatch):
        config("")
        monkeypatch.setenv("RELAY_KITCHEN_GUESTS", "0")

        with pytest.raises(ConfigurationError, match="environment variable RELAY_KITCHEN_GUESTS"):
            Kitchen()

    @pytest.mark.parametrize("text", ["kitchen: [1", "kitchen: 3", "- a list"])
    def test_a_file_of_another_shape_is_one_line(self, config, text):
        config(text)

        with pytest.raises(ConfigurationError) as raised:
            Kitchen()

        assert "\n" not in str(raised.value)

    def test_a_named_file_must_exist(self, monkeypatch, tmp_path):
        monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "gone.yml"))

        with pytest.raises(ConfigurationError, match=r"gone\.yml"):
            Kitchen()


class TestPaths:
    def test_a_relative_sqlite_file_counts_from_the_repository(self):
        url = resolve_database_url("sqlite:///var/a.sqlite3")

        assert url.database == str(REPOSITORY_ROOT / "var/a.sqlite3")

    def test_an_absolute_file_and_another_database_stay(self):
        assert resolve_database_url("sqlite:////data/a.sqlite3").database == "/data/a.sqlite3"
        assert resolve_database_url("postgresql://h/relay").database == "relay"

    def test_what_is_no_url_is_an_error(self):
        with pytest.raises(ConfigurationError, match="not a database URL"):
            resolve_database_url("nonsense")
