import socket

import pytest

from tools.errors import PortTakenError
from tools.ports import check_port, free_port


class TestCheckPort:
    def test_refuses_a_port_in_use_and_names_another(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(PortTakenError) as error:
                check_port("127.0.0.1", port)

        assert f"port {port} on 127.0.0.1" in str(error.value)
        assert "make run PORT=" in str(error.value)
        assert "\n" not in str(error.value)

    def test_accepts_a_free_one(self):
        check_port("127.0.0.1", free_port())

    def test_refuses_an_address_that_is_not_this_machine(self):
        with pytest.raises(PortTakenError):
            check_port("192.0.2.1", free_port())
