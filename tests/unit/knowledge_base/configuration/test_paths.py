import pytest

from knowledge_base.configuration import REPOSITORY_ROOT, resolve_database_url
from knowledge_base.errors import ConfigurationError


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

    def test_an_error_does_not_show_the_password_of_a_url(self):
        with pytest.raises(ConfigurationError) as raised:
            resolve_database_url("postgresql://shop:hunter2@db:port/shop")

        assert "hunter2" not in str(raised.value)
