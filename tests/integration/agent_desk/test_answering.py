import time

from agent_desk.orders.lookup import Asker
from agent_desk.rasa.circuit_breaker import CircuitBreaker
from agent_desk.rasa.dialogue import RasaDialogue
from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from agent_desk.settings.desk import PolicySettings
from agent_desk.turns.answerer import Answerer
from agent_desk.turns.gather import Gatherer
from agent_desk.turns.question import Question
from tests.fakes.base import FakeBase
from tests.fakes.dialogue import FakeDialogue


class HangingLookUp:
    """Never comes to an end in the time of a test."""

    def order(self, *_args):
        time.sleep(2)


def test_order_source_that_hangs_is_given_up():
    dialogue = FakeDialogue()
    look_up = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})
    dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(look_up,))
    rasa = RasaDialogue(dialogue, CircuitBreaker(failures=3, pause_seconds=5), patience_seconds=0)
    gatherer = Gatherer(rasa, FakeBase(), {"demo": HangingLookUp()}, look_up_seconds=0.1)
    answerer = Answerer(gatherer, PolicySettings())
    begun = time.monotonic()

    reply = answerer.answer(
        Question("c1", "demo", Asker("demo", "v1", None, None), "where is it", "en")
    )

    assert time.monotonic() - begun < 1.5
    assert (reply.hand_off, reply.explanation.reason) == (True, "order_source_failed")
