import pytest

from agent_desk.domain import events
from agent_desk.metrics import Metrics


@pytest.mark.parametrize(
    ("event", "sample", "labels"),
    [
        (events.TurnAnswered("c", "answer"), "relay_turns_total", {"decision": "answer"}),
        (events.TurnDropped("c"), "relay_turns_total", {"decision": "dropped"}),
        (events.TurnPostponed("c"), "relay_turns_total", {"decision": "postponed"}),
        (
            events.TurnAnswered("c", "hand_off", "asked"),
            "relay_handoffs_total",
            {"reason": "asked"},
        ),
        (events.OfferEnded("o", "expired"), "relay_offers_total", {"outcome": "expired"}),
        (events.WaitStepTaken("c", "time_out"), "relay_waits_total", {"step": "time_out"}),
        (events.IdleStepTaken("c", "remind"), "relay_idle_chats_total", {"step": "remind"}),
        (events.MessageLeft("c", "closed"), "relay_left_messages_total", {"reason": "closed"}),
        (events.MessageLeft("c", None), "relay_left_messages_total", {"reason": "unasked"}),
        (events.ConversationClaimed("c", 12.0), "relay_time_to_claim_seconds_sum", {}),
    ],
)
def test_counts_what_happened(event, sample, labels):
    metrics = Metrics()

    metrics.count(event)

    assert metrics.registry.get_sample_value(sample, labels) in (1, 12)


def test_an_answer_is_no_handoff():
    metrics = Metrics()

    metrics.count(events.TurnAnswered("c", "answer"))

    assert metrics.registry.get_sample_value("relay_handoffs_total", {"reason": "asked"}) is None
