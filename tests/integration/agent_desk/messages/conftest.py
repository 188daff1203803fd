from dataclasses import dataclass

import pytest

from tests.fakes.hours import WORKDAYS, set_hours
from tests.fakes.sockets import VisitorClient

EMAIL = "ada@customer.example"
TEXT = "My lamp came broken."


@pytest.fixture
def world(world):
    """It is Saturday afternoon; the shop is open on workdays from nine to six."""
    set_hours(world, zone_name="Beijing time", **{day: ["09:00-18:00"] for day in WORKDAYS})
    return world


@dataclass
class LeftMessage:
    visitor: VisitorClient
    chat: str
    reference: str


@pytest.fixture
def leave(world):
    """Makes a new visitor who asks for a person and leaves a message."""

    def leave():
        visitor, chat = world.waiting_visitor()
        ack = visitor.leave_message(TEXT, EMAIL)
        assert ack["ok"], ack
        return LeftMessage(visitor, chat, ack["reference"])

    return leave
