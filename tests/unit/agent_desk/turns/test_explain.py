import pytest

from agent_desk.domain.explanation import Explanation
from agent_desk.rasa.turn import Entity, RasaTurn
from agent_desk.turns.decision import (
    Answer,
    AskNumbersAgain,
    Clarify,
    HandOff,
    Nothing,
    Say,
    Show,
    Wait,
)
from agent_desk.turns.explain import explain
from knowledge_base import SearchResult
from tests.fakes.dialogue import GREET, NO_MATCH
from tests.fakes.evidence import FOUND, HALF_SURE, RESTARTING, SURE, evidence, match, turn

HEARD = {"rasa": turn(texts=(GREET,)), "search": SURE}


class TestExplanation:
    @pytest.mark.parametrize(
        ("decision", "kind", "reason"),
        [
            (Answer(match()), "answer", "knowledge_sure"),
            (Clarify((match(),)), "clarify", "knowledge_half_sure"),
            (Nothing("cooling_down"), "nothing", "cooling_down"),
            (Say((GREET,), "form"), "say", "form"),
            (Show(FOUND), "act", "order_shown"),
            (AskNumbersAgain((NO_MATCH,)), "act", "order_mismatch"),
            (HandOff("complaint"), "hand_off", "complaint"),
        ],
    )
    def test_names_the_decision_and_its_reason(self, decision, kind, reason):
        explanation = explain(decision, evidence(**HEARD))

        assert (explanation.decision, explanation.reason) == (kind, reason)

    def test_holds_what_it_was_decided_from(self):
        number = Entity("order_number", "RL2611200001")
        rasa = RasaTurn("track_order", 0.8, entities=(number,), texts=(GREET,))

        explanation = explain(Say((GREET,), "form"), evidence(rasa=rasa, search=HALF_SURE))

        assert (explanation.intent.name, explanation.intent.confidence) == ("track_order", 0.8)
        assert explanation.band == "clarify"
        assert [match.confidence for match in explanation.matches] == [0.5, 0.3]
        assert [number.value for number in explanation.numbers] == ["RL2611200001"]

    def test_shows_the_three_best_matches_with_rounded_confidence(self):
        found = SearchResult([match(0.912345 - n / 10, f"entry-{n}") for n in range(5)], "answer")

        explanation = explain(Answer(match()), evidence(rasa=turn(), search=found))

        assert [(match.entry, match.confidence) for match in explanation.matches] == [
            ("entry-0", 0.9123),
            ("entry-1", 0.8123),
            ("entry-2", 0.7123),
        ]

    def test_without_evidence_is_the_decision_alone(self):
        explanation = explain(HandOff("bot_unavailable"), evidence())

        assert explanation == Explanation("hand_off", "bot_unavailable")

    def test_of_a_chosen_entry_names_that_entry_alone(self):
        chosen = match(0.2)

        explanation = explain(
            Answer(chosen, reason="choice_selected"), evidence(entry=chosen.entry, chosen=chosen)
        )

        assert (explanation.band, explanation.intent) == ("answer", None)
        assert [match.entry for match in explanation.matches] == [chosen.entry]

    def test_of_a_wait_says_no_more_than_that(self):
        explanation = explain(Wait(), evidence(rasa=RESTARTING, search=HALF_SURE))

        assert explanation == Explanation("say", "one_moment")
