"""Attacks on a whole desk. Each test fails on a desk that lets the attack through."""

import pytest
from structlog.testing import capture_logs

from tests.fakes.world import create_world


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Behind a proxy, which says from which address a client comes."""
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
    (tmp_path / "config.yml").write_text("agent_desk: {}\n")
    return create_world(tmp_path, trusted_proxies=1)


@pytest.fixture
def no_traceback(caplog):
    """The desk logs no traceback, nor anything else that is an error."""
    with capture_logs() as lines:
        yield
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    assert [line for line in lines if line.get("exc_info") or line["log_level"] == "error"] == []
