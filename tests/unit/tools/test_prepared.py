import pytest

from tools.prepared import forget, is_prepared, remember


@pytest.fixture
def record(tmp_path):
    return tmp_path / "var" / "prepared.json"


@pytest.fixture
def database(tmp_path):
    file = tmp_path / "desk.sqlite3"
    file.touch()
    return file


class TestIsPrepared:
    def test_is_not_before_the_first_preparation(self, record):
        assert not is_prepared(record)

    def test_is_after_it(self, record, database):
        remember([database], record)

        assert is_prepared(record)

    def test_is_not_when_a_database_was_deleted(self, record, database):
        remember([database], record)

        database.unlink()

        assert not is_prepared(record)

    def test_is_not_when_another_database_is_chosen(self, record, database, monkeypatch):
        remember([database], record)

        monkeypatch.setenv("RELAY_AGENT_DESK_DATABASE_URL", "sqlite:///elsewhere.sqlite3")

        assert not is_prepared(record)

    def test_is_not_when_the_named_configuration_changed(
        self, record, database, monkeypatch, tmp_path
    ):
        config = tmp_path / "shop.yml"
        config.write_text("agent_desk: {demo: true}")
        monkeypatch.setenv("RELAY_CONFIG", str(config))
        remember([database], record)

        config.write_text("agent_desk: {demo: false}")

        assert not is_prepared(record)

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
    def test_is_not_when_the_record_was_cut_off(self, record, text):
        record.parent.mkdir()
        record.write_text(text)

        assert not is_prepared(record)

    def test_is_not_when_it_is_to_be_forgotten(self, record, database):
        remember([database], record)

        forget(record)

        assert not is_prepared(record)
