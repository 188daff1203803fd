import pytest

from knowledge_base.configuration import in_use
from knowledge_base.configuration.in_use import settings_in_use, warnings_of

SHOP = "agent_desk: {shops: {%s: {}}}\n"


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    """The project's own file, with the demo shop."""
    monkeypatch.delenv("RELAY_CONFIG", raising=False)
    path = tmp_path / "own.yml"
    path.write_text(SHOP % "demo")
    for module in (in_use, in_use.config_path.__globals__):
        if isinstance(module, dict):
            monkeypatch.setitem(module, "OWN_FILE", path)
        else:
            monkeypatch.setattr(module, "OWN_FILE", path)
    return path


@pytest.fixture
def other_file(tmp_path, monkeypatch):
    path = tmp_path / "config.yml"
    path.write_text(SHOP % "demo")
    monkeypatch.setenv("RELAY_CONFIG", str(path))
    return path


class TestSettingsInUse:
    def test_names_the_projects_own_file(self, own_file):
        assert settings_in_use() == f"{own_file} (RELAY_CONFIG names no other)"

    def test_names_the_file_of_the_variable(self, other_file):
        assert settings_in_use() == f"{other_file} (RELAY_CONFIG)"

    def test_says_that_there_is_none(self, own_file):
        own_file.unlink()

        assert settings_in_use() == f"none; {own_file} is not there"


class TestWarnings:
    def test_the_demos_settings_on_the_data_of_another_shop(self):
        assert warnings_of(lambda: ["lantern", "demo"]) == [
            "these are the settings of the demo shop, but there are data of lantern; does "
            "RELAY_CONFIG have to name another file?"
        ]

    @pytest.mark.parametrize("stored", [[], ["demo"]])
    def test_none_on_the_demos_own_data(self, stored):
        assert warnings_of(lambda: stored) == []

    def test_none_for_a_file_that_was_named(self, other_file):
        assert warnings_of(lambda: ["lantern"]) == []

    def test_none_when_the_projects_file_has_other_shops(self, own_file):
        own_file.write_text(SHOP % "lantern")

        assert warnings_of(lambda: ["harbour"]) == []

    def test_the_projects_file_counts_under_its_name_too(self, own_file, monkeypatch):
        monkeypatch.setenv("RELAY_CONFIG", str(own_file))

        assert "data of lantern" in warnings_of(lambda: ["lantern"])[0]

    def test_a_variable_that_nothing_reads(self, monkeypatch):
        monkeypatch.setenv("RELAY_UPSTREAM", "x")

        assert warnings_of(list) == [
            "nothing in Relay reads the environment variable RELAY_UPSTREAM"
        ]
