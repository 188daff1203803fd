import errno
from concurrent.futures import ThreadPoolExecutor

import pytest

from agent_desk.errors import StartError
from agent_desk.security.desk_secret import DeskSecret, read_or_make_secret


class TestKeyedHash:
    secret = DeskSecret(b"0" * 32)

    def test_is_the_same_for_the_same_values(self):
        assert self.secret.keyed_hash("a", "b") == self.secret.keyed_hash("a", "b")
        assert len(self.secret.keyed_hash("a", "b")) == 64

    @pytest.mark.parametrize(
        ("purpose", "values"), [("a", ("c",)), ("b", ("b",)), ("a", ("b", "")), ("a", ("", "b"))]
    )
    def test_differs_by_purpose_and_values(self, purpose, values):
        assert self.secret.keyed_hash(purpose, *values) != self.secret.keyed_hash("a", "b")

    def test_values_stay_apart(self):
        assert self.secret.keyed_hash("a", "bc", "d") != self.secret.keyed_hash("a", "b", "cd")

    def test_differs_by_secret(self):
        assert DeskSecret(b"1" * 32).keyed_hash("a", "b") != self.secret.keyed_hash("a", "b")

    def test_takes_any_text(self):
        assert self.secret.keyed_hash("a", "\ud800")


class TestFile:
    def test_is_made_once_for_its_owner_alone(self, tmp_path):
        path = tmp_path / "var" / "secret"
        made = read_or_make_secret(path).keyed_hash("a", "b")

        assert read_or_make_secret(path).keyed_hash("a", "b") == made
        assert path.stat().st_mode & 0o777 == 0o600
        assert [file.name for file in path.parent.iterdir()] == ["secret"]

    def test_processes_that_start_together_get_the_same(self, tmp_path):
        path = tmp_path / "secret"
        with ThreadPoolExecutor(8) as threads:
            made = list(threads.map(lambda _: read_or_make_secret(path), range(8)))

        assert len({secret.keyed_hash("a", "b") for secret in made}) == 1

    def test_is_made_where_hard_links_do_not_exist(self, tmp_path, monkeypatch):
        def link(*_):
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr("os.link", link)
        path = tmp_path / "secret"
        made = read_or_make_secret(path)

        assert made.keyed_hash("a") == read_or_make_secret(path).keyed_hash("a")
        assert path.stat().st_mode & 0o777 == 0o600
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("content", [b"", b"short"])
    def test_that_is_too_short_stops_the_start(self, tmp_path, content):
        path = tmp_path / "secret"
        path.write_bytes(content)
        with pytest.raises(StartError, match="secret_file"):
            read_or_make_secret(path)

    def test_that_cannot_be_made_stops_the_start(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(StartError, match="secret_file"):
            read_or_make_secret(tmp_path / "file" / "secret")
