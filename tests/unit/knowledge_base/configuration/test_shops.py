import pytest

from knowledge_base.configuration import configured_shops
from knowledge_base.errors import ConfigurationError


@pytest.fixture
def config(tmp_path, monkeypatch):
    def write(text):
        path = tmp_path / "config.yml"
        path.write_text(text, "utf-8")
        monkeypatch.setenv("RELAY_CONFIG", str(path))

    return write


class TestConfiguredShops:
    def test_are_those_of_the_file_and_of_the_variable(self, config, monkeypatch):
        config("agent_desk: {shops: {no: {}, 0123: {}}}")
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", '{"no": {}, "harbour": {}}')

        assert configured_shops() == ["no", "0123", "harbour"]

    @pytest.mark.parametrize("text", ["agent_desk:", "agent_desk: {shops:}", ""])
    def test_may_be_none(self, config, text):
        config(text)

        assert configured_shops() == []

    def test_a_list_is_refused(self, config):
        config("agent_desk: {shops: [lantern]}")

        with pytest.raises(ConfigurationError, match="agent_desk.shops must hold"):
            configured_shops()

    @pytest.mark.parametrize("text", ["[]", '"lantern"', "{"])
    def test_a_variable_of_another_kind_is_named(self, config, monkeypatch, text):
        config("")
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", text)

        with pytest.raises(ConfigurationError, match="variable RELAY_AGENT_DESK_SHOPS"):
            configured_shops()
