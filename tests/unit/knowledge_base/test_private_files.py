import os
import stat
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from knowledge_base.errors import UnwritableFileError
from knowledge_base.private_files import (
    close_to_others,
    database_files,
    keep_files_private,
    new_file,
    new_text_file,
)
from tests.fakes.full_disk import full_disk


@pytest.fixture(autouse=True)
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


class TestKeepFilesPrivate:
    def test_closes_what_is_created_from_now_on(self, tmp_path):
        keep_files_private()
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").touch()

        assert (mode(tmp_path / "folder"), mode(tmp_path / "file")) == (0o700, 0o600)


class TestNewFile:
    def test_closes_a_new_file_and_one_that_stood_open(self, tmp_path):
        (tmp_path / "old").touch(mode=0o666)
        for name in ("new", "old"):
            with new_file(tmp_path / name) as file:
                file.write(b"x")

            assert mode(tmp_path / name) == 0o600
            assert (tmp_path / name).read_bytes() == b"x"

    def test_leaves_a_device_as_it_is(self):
        before = os.stat("/dev/null").st_mode

        with new_file(Path("/dev/null")) as file:
            file.write(b"x")

        assert os.stat("/dev/null").st_mode == before

    def test_writes_into_a_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)

        with new_file(tmp_path / "pipe") as file:
            file.write(b"x")

        assert os.read(reader, 10) == b"x"
        os.close(reader)

    def test_follows_a_link(self, tmp_path):
        (tmp_path / "link").symlink_to(tmp_path / "file")

        with new_file(tmp_path / "link") as file:
            file.write(b"x")

        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "file").read_bytes() == b"x"

    def test_is_not_seen_before_it_is_whole(self, tmp_path):
        path = tmp_path / "file"
        path.write_bytes(b"old")

        with new_file(path) as file:
            file.write(b"new")
            file.flush()
            assert path.read_bytes() == b"old"

        assert path.read_bytes() == b"new"

    def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new_one(self, tmp_path):
        path = tmp_path / "file"
        path.write_bytes(b"old")

        with (
            full_disk(),
            pytest.raises(UnwritableFileError, match=r"/file cannot be written: File too large"),
            new_file(path) as file,
        ):
            file.write(bytes(10_000))

        assert [found.name for found in tmp_path.iterdir()] == ["file"]
        assert path.read_bytes() == b"old"

    def test_any_error_inside_leaves_no_part_and_is_not_covered_up(self, tmp_path):
        with pytest.raises(KeyError), new_file(tmp_path / "file") as file:
            file.write(b"half")
            raise KeyError

        assert list(tmp_path.iterdir()) == []

    def test_says_what_is_wrong_with_the_place(self, tmp_path):
        with (
            pytest.raises(UnwritableFileError, match=r"/no/file cannot be written: No such file"),
            new_file(tmp_path / "no" / "file"),
        ):
            pass

        with (
            pytest.raises(UnwritableFileError, match=r"cannot be written: Is a directory"),
            new_file(tmp_path),
        ):
            pass


class TestNewTextFile:
    def test_writes_text_of_an_encoding(self, tmp_path):
        with new_text_file(tmp_path / "file", encoding="utf-8-sig", newline="") as file:
            file.write("退货\n\ud800")

        assert (tmp_path / "file").read_bytes() == b"\xef\xbb\xbf" + "退货\n?".encode()

    def test_a_full_disk_is_one_error(self, tmp_path):
        with (
            full_disk(),
            pytest.raises(UnwritableFileError, match="File too large"),
            new_text_file(tmp_path / "file") as file,
        ):
            file.write("x" * 10_000)

        assert list(tmp_path.iterdir()) == []


class TestCloseToOthers:
    def test_closes_a_folder_and_all_that_is_in_it(self, tmp_path):
        top = tmp_path / "var"
        (top / "log").mkdir(parents=True)
        (top / "log" / "desk.log").touch()
        (top / "run.sh").touch()
        (top / "run.sh").chmod(0o755)

        assert close_to_others([top], []) == []

        paths = (top, top / "log", top / "log" / "desk.log", top / "run.sh")
        assert [mode(path) for path in paths] == [0o700, 0o700, 0o600, 0o700]

    def test_never_gives_the_owner_a_right_that_was_not_there(self, tmp_path):
        (tmp_path / "secret").touch()
        (tmp_path / "secret").chmod(0o440)

        close_to_others([tmp_path], [])

        assert mode(tmp_path / "secret") == 0o400

    def test_follows_no_symlink_out_of_the_folder(self, tmp_path):
        top, outside = tmp_path / "var", tmp_path / "outside"
        top.mkdir()
        outside.mkdir()
        (outside / "file").touch()
        (top / "folder").symlink_to(outside)
        (top / "file").symlink_to(outside / "file")
        (top / "gone").symlink_to(tmp_path / "nowhere")

        assert close_to_others([top], []) == []

        assert (mode(outside), mode(outside / "file")) == (0o755, 0o644)

    def test_accepts_a_symlink_in_the_place_of_the_folder(self, tmp_path):
        (tmp_path / "disk").mkdir()
        (tmp_path / "disk" / "file").touch()
        (tmp_path / "var").symlink_to(tmp_path / "disk")

        close_to_others([tmp_path / "var"], [])

        assert (mode(tmp_path / "disk"), mode(tmp_path / "disk" / "file")) == (0o700, 0o600)

    def test_closes_the_files_of_a_database_and_not_its_folder(self, tmp_path):
        names = ("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm", "notes.txt")
        for name in names:
            (tmp_path / name).touch()
        tmp_path.chmod(0o755)

        close_to_others([], database_files(make_url(f"sqlite:///{tmp_path}/desk.sqlite3")))

        assert [mode(tmp_path / name) for name in names] == [0o600, 0o600, 0o600, 0o644]
        assert mode(tmp_path) == 0o755

    def test_has_nothing_to_do_where_nothing_is(self, tmp_path):
        assert close_to_others([tmp_path / "none"], [tmp_path / "none"]) == []
        assert database_files(make_url("sqlite://")) == []

    def test_passes_over_what_is_no_file(self, tmp_path):
        os.mkfifo(tmp_path / "pipe", 0o666)
        before = mode(tmp_path / "pipe")

        assert close_to_others([tmp_path], []) == []
        assert mode(tmp_path / "pipe") == before

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_warns_of_files_of_another_user_but_not_of_all_of_them(self, tmp_path):
        for number in range(9):
            (tmp_path / f"file{number}").touch()
            os.chown(tmp_path / f"file{number}", 12345, 12345)

        warnings = close_to_others([tmp_path], [])

        assert len(warnings) == 4
        assert warnings[0].endswith("belongs to another user (12345)")
        assert warnings[-1] == "… and 6 more such files"

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_says_first_that_the_owner_of_a_database_should_run_this(self, tmp_path):
        for name in (*"abcde", "desk.sqlite3", "desk.sqlite3-wal"):
            (tmp_path / name).touch()
            os.chown(tmp_path / name, 12345, 12345)
        databases = [tmp_path / "desk.sqlite3", tmp_path / "desk.sqlite3-wal"]

        first, second, *_ = close_to_others([tmp_path], [tmp_path / "missing", *databases])

        assert first.startswith(f"Run this as the user (12345) to whom {databases[0]} belongs")
        assert second.endswith("belongs to another user (12345)")

    def test_warns_of_what_it_cannot_change(self, tmp_path, monkeypatch):
        (tmp_path / "file").touch()

        def refuse(path, mode):
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "chmod", refuse)

        warnings = close_to_others([tmp_path], [])

        assert f"others may read {tmp_path}/file: Operation not permitted" in warnings
