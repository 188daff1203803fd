"""An agent's console is reached by WebSocket only: the id of polling is in every address."""

import json

import httpx
import pytest

from tests.faults.desk_process import DeskProcess
from tests.stack.processes import free_port
from tests.stack.raw_client import RawPolling, RawWebSocket


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    nobody = f"http://127.0.0.1:{free_port()}"
    with DeskProcess(tmp_path_factory.mktemp("console"), nobody) as running:
        running.email = running.add_agents(1)[0]
        yield running


@pytest.fixture
def login(desk):
    return desk.log_in(desk.email)


def join(login):
    return f"40/agent,{json.dumps({'csrf_token': login.csrf_token})}"


def test_console_that_polls_is_refused_and_told_why(desk, login):
    with RawPolling(desk.port, headers={"Cookie": login.cookies}) as console:
        console.post(join(login))
        refusal = console.read_until("4")

    assert refusal.startswith("44/agent,")
    assert '"code":"websocket_required"' in refusal


def test_so_is_one_that_began_with_polling_and_became_a_websocket(desk, login):
    """Whoever reads the id in a log of a proxy could finish the upgrade."""
    cookie = {"Cookie": login.cookies}
    with RawPolling(desk.port, headers=cookie) as console:
        upgrade = f"transport=websocket&sid={console.sid}"
        with RawWebSocket(desk.port, upgrade, header=cookie) as connection:
            connection.send("2probe")
            connection.send("5")
            connection.send(join(login))

            assert '"code":"websocket_required"' in connection.read_until("44/agent,")


def test_so_is_polling_that_calls_itself_an_upgrade(desk, login):
    headers = {"Cookie": login.cookies, "Connection": "Upgrade", "Upgrade": "websocket"}
    with RawPolling(desk.port, headers=headers) as console:
        console.post(join(login))

        assert console.read_until("4").startswith("44/agent,")


def test_id_of_a_consoles_websocket_is_of_no_use(desk, login):
    with RawWebSocket(desk.port, header={"Cookie": login.cookies}) as console:
        sid = json.loads(console.receive()[1:])["sid"]
        console.send(join(login))
        console.read_until("40/agent,")
        thief = RawPolling(desk.port)

        assert thief.request("GET", f"sid={sid}").status == 400
        assert (
            thief.request("POST", f"sid={sid}", '42/agent,1["conversation_list",{}]').status == 400
        )
        with pytest.raises(Exception, match="400"):
            RawWebSocket(desk.port, f"transport=websocket&sid={sid}")


def test_desk_says_why_it_refuses_the_page_of_another_address(desk):
    """The console shows these words (``web/src/shared/handshake.ts``), and blames no network."""
    with RawPolling(desk.port) as console:
        address = f"http://127.0.0.1:{desk.port}/socket.io/?EIO=4&transport=polling"
        origin = {"Origin": "https://other.example"}
        answer = httpx.post(f"{address}&sid={console.sid}", content="1", headers=origin)
        assert (answer.status_code, answer.json()) == (400, "Not an accepted origin.")

        ended = httpx.post(f"{address}&sid={console.sid}", content="1")
        assert ended.is_success
