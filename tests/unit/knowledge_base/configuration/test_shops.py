import json

import pytest

from agent_desk.settings.desk import DeskSettings
from knowledge_base.configuration import configured_shops, setting_of_shop
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


class TestSettingOfShop:
    def test_is_merged_as_the_desk_merges_it(self, config, monkeypatch):
        examples = {"en": ["can I visit", "where is it", "visiting hours"]}
        intent = {"examples": examples, "person": True}
        name = {"zh": "海港", "en": "Harbour"}
        shop = {"name": name, "greeting": name, "intents": {"showroom": intent}}
        config(json.dumps({"agent_desk": {"shops": {"harbour": shop}}}))
        tax = {"examples": {"en": ["is tax due", "who pays tax", "duty to pay"]}, "person": True}
        more = {"harbour": {"intents": {"tax": tax}}}
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", json.dumps(more))

        assert list(setting_of_shop("harbour", "intents")) == ["showroom", "tax"]
        assert list(DeskSettings().shops["harbour"].intents) == ["showroom", "tax"]

    @pytest.mark.parametrize("text", ["", "agent_desk: {shops: {harbour: }}"])
    def test_is_none_where_nothing_is_said(self, config, text):
        config(text)

        assert setting_of_shop("harbour", "intents") is None
