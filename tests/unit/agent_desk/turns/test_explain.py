import pytest

from agent_desk.rasa.turn import Act, Entity, RasaTurn
from agent_desk.turns.decision import Answer, Clarify, HandOff, Nothing, Perform, Say
from agent_desk.turns.explain import explain
from knowledge_base import SearchResult
from tests.fakes.base import stored

TURN = RasaTurn("track_order", 0.91, entities=(Entity("order_number", "RL2611200001"),))


@pytest.mark.parametrize(
    ("decision", "kind", "reason"),
    [
        (Answer(stored()), "answer", "knowledge_sure"),
        (Clarify((stored(),)), "clarify", "knowledge_half_sure"),
        (Nothing(), "nothing", "nothing_found"),
        (Perform(Act("look_up_order"), "order_shown"), "act", "order_shown"),
        (Say(("Hello",), "greet"), "say", "greet"),
        (HandOff("complaint"), "hand_off", "complaint"),
    ],
)
def test_decision_is_named_with_its_reason(decision, kind, reason):
    explained = explain(decision, None, None)

    assert (explained.decision, explained.reason) == (kind, reason)


def test_what_rasa_understood_is_shown():
    explained = explain(Say(("Hello",), "greet"), TURN, None)

    assert (explained.intent.name, explained.intent.confidence) == ("track_order", 0.91)
    assert [(number.entity, number.value) for number in explained.numbers] == [
        ("order_number", "RL2611200001")
    ]


def test_the_three_best_matches_are_shown_with_rounded_confidence():
    found = SearchResult([stored(f"entry-{n}", 0.912345 - n / 10) for n in range(5)], "answer")

    explained = explain(Answer(stored()), None, found)

    assert explained.band == "answer"
    assert [(match.entry, match.confidence) for match in explained.matches] == [
        ("entry-0", 0.9123),
        ("entry-1", 0.8123),
        ("entry-2", 0.7123),
    ]


def test_without_rasa_and_a_search_only_the_decision_is_shown():
    explained = explain(HandOff("bot_unavailable"), None, None)

    assert (explained.intent, explained.band) == (None, None)
    assert not explained.matches
    assert not explained.numbers
