"""An order system that hangs does not keep the visitor waiting."""

import threading

import pytest

from agent_desk.orders.lookup import Asker
from agent_desk.rasa.circuit_breaker import Breaker
from agent_desk.rasa.guarded import GuardedDialogue
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.settings.desk import PolicySettings
from agent_desk.turns.answerer import Answerer, Question
from tests.fakes.base import FakeBase
from tests.fakes.dialogue import FakeDialogue


class HangingLookUp:
    """Finds nothing until it is let go."""

    def __init__(self):
        self.let_go = threading.Event()
        self.ended = False

    def order(self, *_args):
        self.let_go.wait()
        self.ended = True


@pytest.fixture
def look_up():
    hanging = HangingLookUp()
    yield hanging
    hanging.let_go.set()


def test_person_is_called_while_the_look_up_still_hangs(look_up):
    dialogue = FakeDialogue()
    act = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})
    dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(act,))
    guarded = GuardedDialogue(dialogue, Breaker(failures=3, pause_seconds=5), patience_seconds=0)
    answerer = Answerer(
        guarded, FakeBase(), {"demo": look_up}, PolicySettings(), look_up_seconds=0.1
    )

    reply = answerer.answer(
        Question("c1", "demo", Asker("demo", "v1", None, None), "where is it", "en")
    )

    assert not look_up.ended
    assert (reply.hand_off, reply.explanation.reason) == (True, "order_source_failed")
