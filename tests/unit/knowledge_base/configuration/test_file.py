import pytest

from knowledge_base.configuration.file import OWN_FILE, config_path, read_section
from knowledge_base.errors import ConfigurationError


class TestConfigPath:
    def test_is_the_projects_own_file_unless_a_variable_names_another(self, monkeypatch):
        monkeypatch.delenv("RELAY_CONFIG", raising=False)
        assert config_path() == OWN_FILE

        monkeypatch.setenv("RELAY_CONFIG", "/etc/relay/config.yml")
        assert str(config_path()) == "/etc/relay/config.yml"

    @pytest.mark.parametrize("named", ["", "  "])
    def test_a_variable_without_a_name_is_refused(self, monkeypatch, named):
        monkeypatch.setenv("RELAY_CONFIG", named)

        with pytest.raises(ConfigurationError, match="RELAY_CONFIG is empty"):
            config_path()


class TestReadSection:
    @pytest.fixture
    def read(self, tmp_path, monkeypatch):
        def read(text):
            path = tmp_path / "config.yml"
            path.write_text(text, "utf-8")
            monkeypatch.setenv("RELAY_CONFIG", str(path))
            return read_section("agent_desk")

        return read

    @pytest.mark.parametrize("key", ["agent-desk", "agentdesk", "Agent_Desk", "agent_desks"])
    def test_a_slip_in_the_name_of_a_section_is_no_silence(self, read, key):
        with pytest.raises(ConfigurationError, match=r"line 2: .* did you mean agent_desk\?"):
            read(f"language: zh\n{key}: {{port: 1}}\n")

    def test_a_setting_beside_the_sections_is_no_silence(self, read):
        with pytest.raises(ConfigurationError, match="'public_url' is no section; settings stand"):
            read("agent_desk: {}\npublic_url: https://chat.example\n")

    def test_keys_of_rasa_and_shared_parts_may_stand_beside_the_sections(self, read):
        assert read("pipeline: []\nx-all: &all {a: 1}\nagent_desk: *all\n") == {"a": "1"}
