import shutil
import sys

import pytest

from tools import steps
from tools.environments import ensure_environment
from tools.errors import CommandFailedError, InterpreterMissingError
from tools.interpreters import probe
from tools.paths import program

VERSIONS = (f"{sys.version_info.major}.{sys.version_info.minor}",)


class Place:
    """A folder for one environment, with an empty lock: pip needs no network for it."""

    def __init__(self, folder):
        self.folder = folder / ".venv"
        self.lock = folder / "small.lock"
        self.lock.write_text("# nothing\n")
        self.mark = folder / ".venv.installing"
        self.log = folder / "log" / "install-small.log"

    def ensure(self, *, interpreter=lambda: probe(sys.executable), **more):
        ensure_environment(self.folder, self.lock, VERSIONS, interpreter, **more)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A finished environment, made once since that takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("made")
        patch.setattr(steps, "LOGS", folder / "log")
        place = Place(folder)
        place.ensure()
    return place


@pytest.fixture
def place(made, tmp_path, monkeypatch):
    """A copy of the finished environment."""
    monkeypatch.setattr(steps, "LOGS", tmp_path / "log")
    shutil.copytree(made.folder, tmp_path / ".venv", symlinks=True)
    return Place(tmp_path)


def no_interpreter():
    raise InterpreterMissingError("asked for an interpreter")


class TestEnsureEnvironment:
    def test_makes_what_is_missing(self, made):
        assert probe(program(made.folder, "python")) is not None
        assert not made.mark.exists()

    def test_leaves_alone_what_is_finished(self, place):
        place.ensure(interpreter=no_interpreter)

        assert not place.log.exists()

    def test_installs_again_when_the_lock_changed(self, place):
        place.lock.write_text("# nothing else\n")

        place.ensure(interpreter=no_interpreter)

        assert place.log.exists()

    def test_makes_anew_one_of_another_python(self, place):
        with pytest.raises(InterpreterMissingError):
            ensure_environment(place.folder, place.lock, ("3.9",), no_interpreter)

    def test_makes_anew_what_an_interrupted_install_left(self, place):
        def cut_off(folder):
            raise KeyboardInterrupt

        place.lock.write_text("# nothing else\n")
        with pytest.raises(KeyboardInterrupt):
            place.ensure(after=cut_off)

        with pytest.raises(InterpreterMissingError):
            place.ensure(interpreter=no_interpreter)

    def test_a_failure_is_one_line_with_the_place_of_the_log(self, place):
        place.lock.write_text("not-a-pin\n")

        with pytest.raises(CommandFailedError, match=r"installing small\.lock failed") as error:
            place.ensure()

        assert error.value.log == place.log
        assert error.value.details

    def test_a_failure_that_pip_undid_needs_no_new_environment(self, place):
        place.lock.write_text("not-a-pin\n")
        with pytest.raises(CommandFailedError):
            place.ensure()
        place.lock.write_text("# right again\n")

        place.ensure(interpreter=no_interpreter)
