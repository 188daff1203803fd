import socket

import pytest
from pytest_socket import SocketBlockedError


class TestUnitTests:
    @pytest.mark.filterwarnings("ignore:A test tried to use")
    def test_cannot_open_a_connection(self):
        with pytest.raises(SocketBlockedError):
            socket.create_connection(("127.0.0.1", 9))
