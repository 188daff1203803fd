import stat

import pytest

from tools.channel_secret import NAME, channel_secret
from tools.errors import ToolError


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    return tmp_path / "var" / "secrets.json"


class TestChannelSecret:
    def test_is_made_once_and_kept_for_the_owner_only(self, file):
        first = channel_secret(file)

        assert channel_secret(file) == first
        assert len(first) >= 40
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_comes_from_the_environment_when_it_is_set_there(self, file, monkeypatch):
        monkeypatch.setenv(NAME, "from outside")

        assert channel_secret(file) == "from outside"
        assert not file.exists()

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"RELAY_RASA_SECRET": ""}'])
    def test_that_cannot_be_read_is_an_error_that_names_the_file(self, file, text):
        file.parent.mkdir()
        file.write_text(text)

        with pytest.raises(ToolError, match=r"secrets\.json"):
            channel_secret(file)
