import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from agent_desk.domain import events
from agent_desk.events.publisher import Publisher
from agent_desk.metrics import Metrics
from agent_desk.storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.outcomes import JUDGED


class RecordingBroadcast:
    """``broken`` events raise ``error``."""

    def __init__(self):
        self.sent = []
        self.broken = ()
        self.error = KeyError("a bug")

    def send(self, _session, event):
        if event in self.broken:
            raise self.error
        self.sent.append(event)


@pytest.fixture
def broadcast():
    return RecordingBroadcast()


@pytest.fixture
def metrics():
    return Metrics()


@pytest.fixture
def publish(broadcast, metrics):
    """Publishes a transaction in which these events were recorded; returns what was woken, and the
    outcomes that were kept."""

    def run(*happened):
        woken = []
        transaction = Transaction(create_engine("sqlite://"), FakeClock().now)
        for event in happened:
            transaction.record(event)
        publisher = Publisher(broadcast, metrics, turn_due=woken.append, outcome=woken.append)
        publisher.publish(transaction)
        return woken

    return run


class TestPublish:
    def test_sends_every_event_in_order(self, publish, broadcast):
        happened = [events.MessageAppended("c", "1"), events.ConversationChanged("c")]

        publish(*happened)

        assert broadcast.sent == happened

    @pytest.mark.parametrize("error", [KeyError("a bug"), OperationalError("q", {}, Exception())])
    def test_an_event_that_fails_costs_no_other(self, publish, broadcast, error):
        first, second = events.MessageAppended("c", "1"), events.ConversationChanged("c")
        broadcast.broken, broadcast.error = (first,), error

        with capture_logs() as logs:
            publish(first, second)

        assert broadcast.sent == [second]
        assert [(line["event"], line["kind"]) for line in logs] == [
            ("event_not_published", "MessageAppended")
        ]

    def test_tells_the_worker_of_a_turn_and_for_nothing_else(self, publish):
        due = events.TurnDue("c", "demo", FakeClock().now)

        assert publish(due) == [due]
        assert not publish(events.ConversationChanged("c"))

    def test_keeps_what_became_of_a_question(self, publish):
        known = events.OutcomeKnown("demo", "visitor", "line", JUDGED, "helpful", right=True)

        assert publish(known) == [known]

    def test_logs_ids_of_what_the_desk_did_by_itself(self, publish):
        with capture_logs() as logs:
            publish(
                events.ConversationReleased("c", "a", "release"),
                events.WaitStepTaken("c", "tell_late"),
                events.IdleStepTaken("c", "remind"),
            )

        assert [line["event"] for line in logs] == [
            "chat_released",
            "wait_step_taken",
            "idle_step_taken",
        ]
        assert all(line["conversation"] == "c" for line in logs)
