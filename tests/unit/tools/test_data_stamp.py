import pytest

from tools.data_stamp import SOURCES, delete_stamp, is_valid, write_stamp
from tools.paths import ROOT


@pytest.fixture
def stamp(tmp_path):
    return tmp_path / "var" / "data_stamp.json"


@pytest.fixture
def database(tmp_path):
    file = tmp_path / "desk.sqlite3"
    file.touch()
    return file


class TestIsValid:
    def test_is_false_before_the_data_are_prepared(self, stamp):
        assert not is_valid(stamp)

    def test_is_true_after_that(self, stamp, database):
        write_stamp([database], stamp)

        assert is_valid(stamp)

    def test_is_false_when_a_database_was_deleted(self, stamp, database):
        write_stamp([database], stamp)

        database.unlink()

        assert not is_valid(stamp)

    def test_is_false_when_another_database_is_chosen(self, stamp, database, monkeypatch):
        write_stamp([database], stamp)

        monkeypatch.setenv("RELAY_AGENT_DESK_DATABASE_URL", "sqlite:///elsewhere.sqlite3")

        assert not is_valid(stamp)

    def test_is_false_when_the_named_configuration_changed(
        self, stamp, database, monkeypatch, tmp_path
    ):
        config = tmp_path / "shop.yml"
        config.write_text("agent_desk: {demo: true}")
        monkeypatch.setenv("RELAY_CONFIG", str(config))
        write_stamp([database], stamp)

        config.write_text("agent_desk: {demo: false}")

        assert not is_valid(stamp)

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
    def test_is_false_when_the_stamp_is_damaged(self, stamp, text):
        stamp.parent.mkdir()
        stamp.write_text(text)

        assert not is_valid(stamp)

    def test_is_false_when_the_stamp_is_deleted(self, stamp, database):
        write_stamp([database], stamp)

        delete_stamp(stamp)

        assert not is_valid(stamp)


class TestSources:
    @pytest.mark.parametrize("source", SOURCES)
    def test_exist(self, source):
        assert (ROOT / source).exists()
