"""What agent_desk/transport overrides or reads in the socket libraries.

A failure here means that a new version of a library has changed one of these.
Read what it does now, and mend the module that is named in the failure.
"""

import inspect

import engineio
import flask_socketio
import gevent.queue
import pytest
import simple_websocket
import socketio
from engineio.async_drivers import gevent as gevent_driver
from engineio.socket import Socket
from flask import Flask
from socketio.manager import Manager
from wsproto import WSConnection

from agent_desk.transport.engine import DeskEngine
from agent_desk.transport.send_queue import SendQueue
from agent_desk.transport.socketio_server import DeskServer, DeskSocketIO

METHODS = [
    ("engine.py", engineio.Server, "create_queue", "(self, *args, **kwargs)"),
    ("engine.py", engineio.Server, "send_packet", "(self, sid, pkt)"),
    (
        "engine.py",
        engineio.Server,
        "start_background_task",
        "(self, target, *args, **kwargs)",
    ),
    ("engine.py", engineio.Server, "handle_request", "(self, environ, start_response)"),
    ("engine.py", engineio.Server, "_trigger_event", "(self, event, *args, **kwargs)"),
    ("engine.py", engineio.Server, "_bad_request", "(self, message=None)"),
    ("engine.py", engineio.Server, "_log_error_once", "(self, message, message_key)"),
    ("engine.py", Socket, "close", "(self, wait=True, abort=False, reason=None)"),
    ("engine.py", Socket, "_websocket_handler", "(self, ws)"),
    ("connection_gate.py", engineio.Server, "on", "(self, event, handler=None)"),
    ("connection_gate.py", Manager, "sid_from_eio_sid", "(self, eio_sid, namespace)"),
    ("send_queue.py", gevent.queue.JoinableQueue, "_init", "(self, maxsize, items=())"),
    ("send_queue.py", gevent.queue.JoinableQueue, "_put", "(self, item)"),
    ("send_queue.py", gevent.queue.JoinableQueue, "_get", "(self)"),
    ("send_queue.py", gevent.queue.JoinableQueue, "join", "(self, timeout=None)"),
    ("send_queue.py", gevent.queue.JoinableQueue, "task_done", "(self)"),
    ("socketio_server.py", socketio.Server, "_engineio_server_class", "(self)"),
    ("socketio_server.py", socketio.Server, "_handle_eio_message", "(self, eio_sid, data)"),
    ("socketio_server.py", socketio.Server, "_handle_connect", "(self, eio_sid, namespace, data)"),
    (
        "socketio_server.py",
        socketio.Server,
        "_handle_disconnect",
        "(self, eio_sid, namespace, reason=None)",
    ),
    ("socketio_server.py", socketio.Server, "_send_packet", "(self, eio_sid, pkt)"),
    (
        "socketio_server.py",
        socketio.Server,
        "_handle_event",
        "(self, eio_sid, namespace, id, data)",
    ),
    ("socketio_server.py", flask_socketio.SocketIO, "init_app", "(self, app, **kwargs)"),
    (
        "socketio_server.py",
        socketio.WSGIApp,
        "__init__",
        "(self, socketio_app, wsgi_app=None, static_files=None, socketio_path='socket.io')",
    ),
    ("websocket.py", simple_websocket.Server, "handshake", "(self)"),
    ("websocket.py", simple_websocket.Server, "_thread", "(self)"),
    ("websocket.py", WSConnection, "events", "(self) -> 'Generator[Event, None, None]'"),
    ("websocket.py", simple_websocket.Server, "send", "(self, data)"),
    ("websocket.py", simple_websocket.Server, "receive", "(self, timeout=None)"),
    ("websocket.py", simple_websocket.Server, "close", "(self, reason=None, message=None)"),
    (
        "websocket.py",
        simple_websocket.Server,
        "__init__",
        "(self, environ, subprotocols=None, receive_bytes=4096, ping_interval=None,"
        " max_message_size=None, thread_class=None, event_class=None, selector_class=None)",
    ),
    ("websocket.py", gevent_driver.Thread, "__init__", "(self, target, args=[], kwargs={})"),
]


@pytest.mark.parametrize(
    ("module", "owner", "name", "signature"),
    METHODS,
    ids=[f"{owner.__module__}.{owner.__qualname__}.{name}" for _, owner, name, _ in METHODS],
)
def test_signature_is_the_one_we_rely_on(module, owner, name, signature):
    method = getattr(owner, name, None)

    assert method is not None, f"{owner.__name__}.{name} is gone; transport/{module} needs it"
    assert str(inspect.signature(method)) == signature, (
        f"{owner.__name__}.{name} has changed; transport/{module} relies on {signature}"
    )


@pytest.fixture
def engine():
    return DeskEngine(async_mode="gevent", send_queue_bytes=1000)


class TestEngineIO:
    def test_makes_a_sockets_queue_by_create_queue(self, engine):
        assert isinstance(Socket(engine, "sid").queue, SendQueue)

    def test_sends_by_send_packet(self, engine, monkeypatch):
        sent = []
        monkeypatch.setattr(engine, "send_packet", lambda sid, pkt: sent.append((sid, pkt.data)))

        engine.send("sid", "hello")

        assert sent == [("sid", "hello")]

    def test_finds_the_maker_of_websockets_in_async(self, engine):
        made = []
        assert engine._async.keys() >= {"websocket", "queue", "thread", "event"}
        engine._async["websocket"] = lambda handler, server: (
            made.append((handler.__self__.sid, server)) or (lambda *_: "served")
        )
        upgrade = {"HTTP_CONNECTION": "Upgrade", "HTTP_UPGRADE": "websocket"}

        assert Socket(engine, "sid").handle_get_request(upgrade, None) == "served"
        assert made == [("sid", engine)]

    def test_keeps_its_sockets_and_handlers_by_name(self, engine):
        assert engine.sockets == {}
        assert engine.handlers == {}

    def test_accepts_options_that_it_does_not_know(self):
        engineio.Server(async_mode="gevent", unknown_option=1)


class TestSocketIO:
    def test_makes_its_engine_of_our_class(self):
        server = DeskServer(async_mode="gevent", send_queue_bytes=1000)

        assert isinstance(server.eio, DeskEngine)
        assert server.eio.handlers.keys() >= {"connect", "disconnect", "message"}

    def test_reserves_two_names_of_events(self):
        assert set(socketio.Server.reserved_events) == {"connect", "disconnect"}

    def test_passes_a_message_to_handle_eio_message(self, monkeypatch):
        server = DeskServer(async_mode="gevent", send_queue_bytes=1000)

        assert server.eio.handlers["message"] == server._handle_eio_message
        assert server.namespace_handlers == server.environ == {}


class TestFlaskSocketIO:
    def test_sets_no_attribute_that_ours_lacks(self):
        options = {"async_mode": "gevent", "manage_session": False}
        theirs = flask_socketio.SocketIO(Flask("theirs"), **options)
        ours = DeskSocketIO(Flask("ours"), async_mode="gevent", send_queue_bytes=1000)

        # sockio_mw serves add-ons to its middleware; nothing reads it
        assert vars(theirs).keys() - vars(ours).keys() == {"sockio_mw"}
        assert ours.async_mode == theirs.async_mode
        assert ours.manage_session is theirs.manage_session is False
