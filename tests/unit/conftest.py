"""Unit tests never reach a network; pairs of sockets inside the process are fine."""

import pytest
from hypothesis import settings
from pytest_socket import disable_socket, enable_socket

# A busy machine is slow, and that is no fault of the code.
settings.register_profile("relay", deadline=None)
settings.load_profile("relay")


@pytest.fixture(autouse=True)
def no_network():
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()
