import pytest

from agent_desk.errors import NotAllowedError, WebSocketRequiredError
from agent_desk.transport.refusal import mark_refused, raise_if_polling, raise_if_refused


def test_marked_connection_is_refused_with_its_error():
    environ = {}
    error = NotAllowedError("No.")
    mark_refused(environ, error)

    with pytest.raises(NotAllowedError) as raised:
        raise_if_refused(environ)

    assert raised.value is error


def test_other_connections_are_not_refused():
    raise_if_refused({})


def test_connection_that_began_as_a_websocket_does_not_poll():
    raise_if_polling({"HTTP_UPGRADE": "WebSocket"})

    with pytest.raises(WebSocketRequiredError):
        raise_if_polling({})
