import pytest

from tests.fakes.rasa_server import FakeRasa
from tests.faults.desk_process import DeskProcess


@pytest.fixture(scope="session")
def rasa():
    """Shared, since most tests need one that just answers. A test that changes it puts it back."""
    with FakeRasa().running() as running:
        yield running


@pytest.fixture
def desk(tmp_path, rasa):
    """A running desk with a base in memory."""
    with DeskProcess(tmp_path, rasa.url) as running:
        yield running
