"""The desk takes all descriptors that it may, and leaves some to itself."""

import resource

import pytest

from agent_desk.server import descriptors


@pytest.mark.parametrize(("soft", "left"), [(65536, 65280), (1024, 768), (300, 150)])
def test_clients_never_get_all(monkeypatch, soft, left):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, 65536))

    assert descriptors.most_connections() == left


def test_soft_limit_becomes_the_hard_one(monkeypatch):
    taken = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 4096))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: taken.append(limits))

    descriptors.raise_limit()

    assert taken == [(4096, 4096)]


def test_system_that_refuses_is_left_as_it_is(monkeypatch):
    def refuse(*_):
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)

    descriptors.raise_limit()
