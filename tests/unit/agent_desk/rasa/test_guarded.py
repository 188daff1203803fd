import pytest

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.circuit_breaker import Breaker, BreakerState
from agent_desk.rasa.guarded import GuardedDialogue
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import FakeDialogue


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def dialogue():
    return FakeDialogue()


@pytest.fixture
def guarded(dialogue, clock):
    breaker = Breaker(failures=2, pause_seconds=5, clock=clock)
    return GuardedDialogue(dialogue, breaker, patience_seconds=30)


def ask(guarded):
    return guarded.turn("c1", language="en", state={}, slots={}, text="hello")


def fail(guarded, times=1):
    for _ in range(times):
        with pytest.raises(BotUnavailableError):
            ask(guarded)


class TestTurn:
    def test_answer_of_the_guarded_engine_is_passed_on(self, guarded):
        assert ask(guarded).intent == "delivery_time"

    def test_engine_is_not_asked_while_the_breaker_is_open(self, guarded, dialogue):
        dialogue.down = True
        fail(guarded, times=3)

        assert len(dialogue.asked) == 2
        assert guarded.breaker is BreakerState.OPEN

    def test_one_answer_after_the_pause_closes_the_breaker(self, guarded, dialogue, clock):
        dialogue.down = True
        fail(guarded, times=2)
        clock.advance(5)
        dialogue.down = False

        ask(guarded)

        assert guarded.breaker is BreakerState.CLOSED

    def test_probe_that_breaks_counts_as_a_failure(self, guarded, dialogue, clock):
        dialogue.down = True
        fail(guarded, times=2)
        clock.advance(5)
        dialogue.down = False
        dialogue.breaks_on("hello")

        with pytest.raises(RuntimeError):
            ask(guarded)

        assert guarded.breaker is BreakerState.OPEN


class TestRestarting:
    def test_engine_that_cannot_be_reached_is_restarting_for_a_while(
        self, guarded, dialogue, clock
    ):
        dialogue.gone = True
        fail(guarded)

        assert guarded.restarting()
        clock.advance(30)
        assert not guarded.restarting()

    def test_engine_that_is_there_and_fails_is_not_restarting(self, guarded, dialogue):
        dialogue.down = True
        fail(guarded)

        assert not guarded.restarting()

    def test_engine_that_is_back_is_not_restarting(self, guarded, dialogue):
        dialogue.gone = True
        fail(guarded)
        dialogue.gone = False
        ask(guarded)

        assert not guarded.restarting()


class TestCheck:
    def test_engine_whose_turns_fail_is_not_ready_although_it_answers(
        self, guarded, dialogue, clock
    ):
        dialogue.down = True
        fail(guarded, times=2)
        clock.advance(3)
        dialogue.down = False

        with pytest.raises(BotUnavailableError, match="failed for 3 s"):
            guarded.check()

    def test_engine_that_answers_is_ready(self, guarded):
        ask(guarded)

        guarded.check()
