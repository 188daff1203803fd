"""What agent_desk/server overrides or reads in gevent.

A failure here means that a new version of gevent has changed one of these.
Read what it does now, and mend the module that is named in the failure.
"""

import inspect

import pytest
from gevent import pywsgi
from gevent.pywsgi import WSGIHandler, WSGIServer

METHODS = [
    ("http_connection.py", WSGIHandler, "__init__", "(self, sock, address, server, rfile=None)"),
    ("http_connection.py", WSGIHandler, "read_requestline", "(self)"),
    ("http_connection.py", WSGIHandler, "read_request", "(self, raw_requestline)"),
    ("http_connection.py", WSGIHandler, "MessageClass", "(self, *args)"),
    ("http_connection.py", WSGIHandler, "run_application", "(self)"),
    ("http_connection.py", WSGIHandler, "_handle_client_error", "(self, ex)"),
    ("http_connection.py", WSGIHandler, "_log_error", "(self, t, v, tb)"),
    ("http_connection.py", WSGIHandler, "log_error", "(self, msg, *args)"),
    ("listener.py", WSGIServer, "handle", "(self, sock, address)"),
]


@pytest.mark.parametrize(("module", "owner", "name", "signature"), METHODS)
def test_method_is_as_the_module_expects(module, owner, name, signature):
    assert str(inspect.signature(getattr(owner, name))) == signature, module


@pytest.mark.parametrize(
    ("caller", "name"),
    [
        ("handle_one_request", "self.read_requestline()"),
        ("handle_one_request", "self.read_request(self.requestline)"),
        ("handle_one_request", "return self._handle_client_error(ex)"),
        ("read_request", "self.MessageClass(self.rfile, 0)"),
        ("handle_one_response", "self.run_application()"),
        ("handle_error", "self._log_error(t, v, tb)"),
    ],
)
def test_gevent_calls_what_the_handler_overrides(caller, name):
    assert name in inspect.getsource(getattr(WSGIHandler, caller))


def test_only_what_the_handler_overrides_prints():
    source = inspect.getsource(WSGIHandler)
    for name in ("log_error", "_handle_client_error"):
        source = source.replace(inspect.getsource(getattr(WSGIHandler, name)), "")
    assert source.count("print_exc") == 1  # its definition
    assert "stderr" not in source


def test_body_ends_where_its_length_says():
    body = pywsgi.Input(None, 10)
    assert body.position == 0
    body.content_length = body.position

    body._discard()  # would fail if it read
