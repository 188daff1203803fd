import pytest

from tests.fakes.rasa_server import FakeRasa


@pytest.fixture
def rasa():
    with FakeRasa().running() as fake:
        yield fake
