import shutil
import sys

import pytest

from tools import commands
from tools.environments import ensure_environment
from tools.errors import CommandFailedError, InterpreterMissingError
from tools.interpreters import probe
from tools.paths import program

VERSIONS = (f"{sys.version_info.major}.{sys.version_info.minor}",)


class Place:
    """A folder for one environment. Its lock is empty, so that pip needs no network."""

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
    """A finished environment, made once because that takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("made")
        patch.setattr(commands, "LOGS", folder / "log")
        place = Place(folder)
        place.ensure()
    return place


@pytest.fixture
def place(made, tmp_path, monkeypatch):
    """A copy of the finished environment."""
    monkeypatch.setattr(commands, "LOGS", tmp_path / "log")
    shutil.copytree(made.folder, tmp_path / ".venv", symlinks=True)
    return Place(tmp_path)


def no_interpreter():
    raise InterpreterMissingError("asked for an interpreter")


class TestEnsureEnvironment:
    def test_makes_a_missing_environment(self, made):
        assert probe(program(made.folder, "python")) is not None
        assert not made.mark.exists()

    def test_leaves_a_complete_environment_alone(self, place):
        place.ensure(interpreter=no_interpreter)

        assert not place.log.exists()

    def test_installs_again_when_the_lock_changed(self, place):
        place.lock.write_text("# nothing else\n")

        place.ensure(interpreter=no_interpreter)

        assert place.log.exists()

    def test_replaces_an_environment_of_another_python(self, place):
        with pytest.raises(InterpreterMissingError):
            ensure_environment(place.folder, place.lock, ("3.9",), no_interpreter)

    def test_replaces_an_environment_whose_installation_was_interrupted(self, place):
        def cut_off(folder):
            raise KeyboardInterrupt

        place.lock.write_text("# nothing else\n")
        with pytest.raises(KeyboardInterrupt):
            place.ensure(after=cut_off)

        with pytest.raises(InterpreterMissingError):
            place.ensure(interpreter=no_interpreter)

    def test_a_failure_names_the_log(self, place):
        place.lock.write_text("not-a-pin\n")

        with pytest.raises(CommandFailedError, match=r"installing small\.lock failed") as error:
            place.ensure()

        assert error.value.log == place.log
        assert error.value.details

    def test_keeps_the_environment_when_pip_rolled_a_failure_back(self, place):
        place.lock.write_text("not-a-pin\n")
        with pytest.raises(CommandFailedError):
            place.ensure()
        place.lock.write_text("# right again\n")

        place.ensure(interpreter=no_interpreter)
