from contextlib import contextmanager

import pytest

from agent_desk.errors import StorageUnavailableError
from agent_desk.services.queue import Place, PlaceUpdates
from agent_desk.storage.models import Conversation


class FakeQueue:
    def __init__(self):
        self.now = []

    def places(self, _session, _shop_id):
        return self.now


class FakeDatabase:
    @contextmanager
    def read(self):
        yield None


class Sender:
    """Remembers what was sent; a place in ``failing`` cannot be sent."""

    def __init__(self):
        self.sent = []
        self.failing = ()

    def __call__(self, _session, place):
        if place.conversation.id in self.failing:
            raise StorageUnavailableError("The database cannot be read.")
        self.sent.append(place.conversation.id)


def place(id_, number, wait=None):
    return Place(Conversation(id=id_), number, returned_ahead=0, expected_wait_seconds=wait)


@pytest.fixture
def queue():
    return FakeQueue()


@pytest.fixture
def send():
    return Sender()


@pytest.fixture
def updates(queue, send):
    return PlaceUpdates(FakeDatabase(), queue, shop_ids=["demo"], send=send)


class TestPlaceUpdates:
    def test_sends_only_what_a_visitor_reads_differently(self, queue, send, updates):
        queue.now = [place("a", 1, wait=100), place("b", 2, wait=200)]
        assert updates.send_changed() == 2

        queue.now = [place("a", 1, wait=90), place("b", 2, wait=60)]

        assert updates.send_changed() == 1
        assert send.sent == ["a", "b", "b"]

    def test_sends_again_after_a_failure(self, queue, send, updates):
        queue.now = [place("a", 1), place("b", 2), place("c", 3)]
        send.failing = ("b",)
        with pytest.raises(StorageUnavailableError):
            updates.send_changed()
        send.failing = ()

        assert updates.send_changed() == 2
        assert send.sent == ["a", "b", "c"]

    def test_sends_again_to_a_chat_that_comes_back(self, queue, send, updates):
        for queue.now in ([place("a", 1)], [], [place("a", 1)]):
            updates.send_changed()

        assert send.sent == ["a", "a"]
