import pytest

from tools.errors import ToolError
from tools.rotating_log import LogBounds, LogPipe, RotatingLog, log_bounds


@pytest.fixture
def log(tmp_path):
    return RotatingLog(tmp_path / "log" / "desk.log", LogBounds(file_bytes=100, files=3))


def texts(log):
    return {file.name: file.read_text() for file in log.path.parent.iterdir()}


class TestRotatingLog:
    def test_begins_a_new_file_before_one_is_too_large(self, log):
        log.begin()
        for letter in "abcd":
            log.write(f"{letter * 59}\n".encode())

        assert [text[0] for _, text in sorted(texts(log).items())] == ["d", "c", "b"]
        assert sorted(texts(log)) == ["desk.log", "desk.log.1", "desk.log.2"]

    def test_keeps_the_file_of_the_start_before(self, log):
        log.begin()
        log.write(b"first\n")
        log.begin()
        log.write(b"second\n")

        assert texts(log) == {"desk.log": "second\n", "desk.log.1": "first\n"}

    def test_deletes_what_is_too_many_since_the_setting_changed(self, log):
        log.begin()
        for name in ("desk.log.2", "desk.log.3", "desk.log.17", "desk.log.gz"):
            (log.path.parent / name).write_text(name)

        log.begin()

        assert sorted(texts(log)) == ["desk.log.2", "desk.log.gz"]

    def test_drops_what_a_full_disk_does_not_take_and_says_so_later(self, log):
        log.begin()
        log.path.symlink_to("/dev/full")
        log.write(b"lost\n")
        log.write(b"lost too\n")
        log.path.unlink()

        log.write(b"kept\n")

        assert texts(log)["desk.log"] == "[14 bytes could not be written here]\nkept\n"

    def test_needs_no_folder_to_go_on(self, log):
        log.begin()
        log.path.parent.rmdir()

        log.write(b"lost\n")


class TestLogPipe:
    def write(self, log, *pieces):
        log.begin()
        pipe = LogPipe(log)
        for piece in pieces:
            pipe.end.write(piece)
        pipe.end.close()
        pipe.join(10)
        return texts(log)

    def test_passes_on_whole_lines_and_at_the_end_the_rest(self, log):
        assert self.write(log, b"on", b"e\n\xe4\xba", b"\x8c") == {"desk.log": "one\n二\n"}

    def test_does_not_collect_a_line_without_end(self, tmp_path):
        log = RotatingLog(tmp_path / "log" / "desk.log", LogBounds(200_000, 2))

        written = self.write(log, *[b"x" * 50_000] * 10)

        assert set(written) == {"desk.log", "desk.log.1"}
        assert max(map(len, written.values())) <= 200_000


class TestLogBounds:
    def test_are_fifty_megabytes(self, monkeypatch):
        for name in ("RELAY_LOG_BYTES", "RELAY_LOG_FILES"):
            monkeypatch.delenv(name, raising=False)

        assert log_bounds() == LogBounds(file_bytes=10_000_000, files=5)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("RELAY_LOG_BYTES", "10MB"), ("RELAY_LOG_BYTES", "1000"), ("RELAY_LOG_FILES", "1")],
    )
    def test_refuse_what_is_no_number_or_too_small(self, monkeypatch, name, value):
        monkeypatch.setenv(name, value)

        with pytest.raises(ToolError, match=f"{name} must be a number"):
            log_bounds()
