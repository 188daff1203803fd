import pytest

from agent_desk.circuit_breaker import CircuitBreaker, CircuitState
from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.dialogue import RasaDialogue
from agent_desk.rasa.engine import DialogueRequest
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import FakeDialogue

REQUEST = DialogueRequest("c1", {}, {}, text="hello")


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def engine():
    return FakeDialogue()


@pytest.fixture
def dialogue(engine, clock):
    breaker = CircuitBreaker(failures=3, pause_seconds=5, clock=clock)
    return RasaDialogue(engine, breaker, patience_seconds=30)


def fail(dialogue, times=1):
    for _ in range(times):
        with pytest.raises(BotUnavailableError):
            dialogue.turn(REQUEST)


class TestRestarting:
    def test_is_what_cannot_be_reached_for_the_time_of_the_patience(self, dialogue, engine, clock):
        engine.gone = True
        fail(dialogue)
        assert dialogue.restarting()

        clock.advance(30)

        assert not dialogue.restarting()

    def test_is_not_what_can_be_reached_and_fails(self, dialogue, engine):
        engine.down = True
        fail(dialogue)

        assert not dialogue.restarting()

    def test_ends_with_the_first_answer(self, dialogue, engine):
        engine.gone = True
        fail(dialogue)
        engine.gone = False

        dialogue.turn(REQUEST)

        assert not dialogue.restarting()


class TestOpenCircuit:
    @pytest.mark.parametrize("how", ["down", "gone"])
    def test_asks_nobody_and_keeps_the_kind_of_failure(self, dialogue, engine, how):
        setattr(engine, how, True)
        fail(dialogue, times=3)

        with pytest.raises(BotUnavailableError) as caught:
            dialogue.turn(REQUEST)

        assert len(engine.asked) == 3
        assert caught.value.unreachable is (how == "gone")

    def test_is_not_ready_although_the_engine_answers_its_check(self, dialogue, engine):
        engine.down = True
        fail(dialogue, times=3)
        engine.down = False

        with pytest.raises(BotUnavailableError, match="have failed for 0 s"):
            dialogue.check()

    def test_probe_that_is_cut_off_is_a_failure(self, dialogue, engine, clock):
        def cut_off():
            raise KeyboardInterrupt

        engine.down = True
        fail(dialogue, times=3)
        engine.down, engine.turns["hello"] = False, cut_off
        clock.advance(5)
        with pytest.raises(KeyboardInterrupt):
            dialogue.turn(REQUEST)

        assert dialogue.circuit is CircuitState.OPEN


class TestClosedCircuit:
    def test_passes_the_answer_of_the_engine_on(self, dialogue):
        assert dialogue.turn(REQUEST).intent == "delivery_time"
        dialogue.check()

    def test_is_what_one_answer_after_the_pause_leads_to(self, dialogue, engine, clock):
        engine.down = True
        fail(dialogue, times=3)
        engine.down = False
        clock.advance(5)

        dialogue.turn(REQUEST)

        assert dialogue.circuit is CircuitState.CLOSED
