from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from knowledge_base.configuration import ConfigSection
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
        config("pipeline: []\nkitchen:\n  guests: 5\nagent_desk:\n  guests: 1\n")

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
        path = config("kitchen:\n  gests: 5\n")

        with pytest.raises(ConfigurationError) as raised:
            Kitchen()

        assert str(raised.value) == (
            f"{path}, line 2: kitchen.gests: unknown setting; did you mean kitchen.guests?"
        )

    def test_an_unknown_variable_is_named_with_the_one_that_was_meant(self, config, monkeypatch):
        config("")
        monkeypatch.setenv("RELAY_KITCHEN_OVEN__DEGRES", "220")

        with pytest.raises(ConfigurationError, match="RELAY_KITCHEN_OVEN__DEGREES"):
            Kitchen()

    def test_a_key_like_no_other_gets_no_guess(self, config):
        config("kitchen:\n  zzz: 5\n")

        with pytest.raises(
            ConfigurationError, match=r"zzz: unknown setting; there is: guests, oven$"
        ):
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
