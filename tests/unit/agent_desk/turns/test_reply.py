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
from agent_desk.turns.evidence import Unavailable
from agent_desk.turns.question import Standing
from agent_desk.turns.reply import reply_to
from tests.fakes.evidence import FOUND, HALF_SURE, SURE, evidence, match, turn

BEFORE, AFTER = {"slots": {"before": 1}}, {"slots": {"after": 1}}
HEARD = {"state": BEFORE, "rasa": turn(texts=("Well.",), state=AFTER), "search": SURE}


def texts(decision, **gathered):
    return [line.text for line in reply_to(decision, evidence(**HEARD | gathered)).lines]


class TestLines:
    def test_handoff_says_that_somebody_is_called(self):
        assert "calling a colleague" in texts(HandOff("asked"))[0]

    @pytest.mark.parametrize("absence", ["closed", "nobody_there"])
    def test_handoff_is_silent_when_nobody_can_come(self, absence):
        reply = reply_to(HandOff("asked", absence=absence), evidence(**HEARD))

        assert reply.lines == ()
        assert (reply.hand_off, reply.absence) == (True, absence)

    def test_handoff_after_too_many_look_ups_says_so(self):
        assert "a few tries too many" in texts(HandOff("order_not_verified", locked=True))[0]
        assert "a few tries too many" not in texts(HandOff("order_not_verified"))[0]

    def test_what_was_found_is_shown(self):
        assert "RL2611200001" in texts(Show(FOUND))[0]

    def test_patience_is_asked_for(self):
        reply = reply_to(Wait(), evidence(**HEARD))

        assert "One moment" in reply.lines[0].text
        assert reply.wait


class TestDialogueState:
    @pytest.mark.parametrize(
        ("decision", "gathered", "expected"),
        [
            (Say(("Well.",), "form"), {}, AFTER),
            (Answer(match()), {}, AFTER),
            (Answer(match(), keeps_dialogue=False), {}, BEFORE),
            (Clarify((match(),), keeps_dialogue=False), {}, BEFORE),
            (HandOff("complaint"), {}, AFTER),
            (HandOff("bot_unavailable"), {"rasa": Unavailable()}, BEFORE),
            (Wait(), {"rasa": Unavailable(restarting=True)}, BEFORE),
            (AskNumbersAgain(("No.",)), {"report": turn(state={"slots": {}})}, {"slots": {}}),
            (HandOff("bot_unavailable"), {"report": Unavailable()}, AFTER),
            (
                Say(("Digits?",), "form"),
                {"digits": turn(texts=("Digits?",), state={"active_form": "phone_form"})},
                {"active_form": "phone_form"},
            ),
        ],
    )
    def test_is_the_newest_that_the_visitor_saw(self, decision, gathered, expected):
        assert reply_to(decision, evidence(**HEARD | gathered)).dialogue_state == expected


class TestCounters:
    @pytest.mark.parametrize(
        ("decision", "nothing_found", "person_offered"),
        [
            (Nothing(), 3, True),
            (Nothing("cooling_down"), 3, True),
            (Say(("Hello.",), "small_talk"), 2, False),
            (Wait(), 2, True),
            (Say(("Your number?",), "form"), 0, False),
            (Answer(match()), 0, False),
            (Clarify((match(),)), 0, False),
            (Show(FOUND), 0, False),
            (AskNumbersAgain(("No.",)), 0, False),
            (HandOff("asked"), 0, False),
        ],
    )
    def test_follow_from_the_decision(self, decision, nothing_found, person_offered):
        standing = Standing(nothing_found=2, person_offered=True)

        reply = reply_to(decision, evidence(**HEARD, standing=standing))

        assert (reply.nothing_found, reply.person_offered) == (nothing_found, person_offered)


class TestExplanation:
    @pytest.mark.parametrize(
        ("decision", "kind", "reason"),
        [
            (Answer(match()), "answer", "knowledge_sure"),
            (Clarify((match(),)), "clarify", "knowledge_half_sure"),
            (Nothing("cooling_down"), "nothing", "cooling_down"),
            (Say(("Well.",), "form"), "say", "form"),
            (Show(FOUND), "act", "order_shown"),
            (AskNumbersAgain(("No.",)), "act", "order_mismatch"),
            (HandOff("complaint"), "hand_off", "complaint"),
        ],
    )
    def test_names_the_decision_and_its_reason(self, decision, kind, reason):
        explanation = reply_to(decision, evidence(**HEARD)).explanation

        assert (explanation.decision, explanation.reason) == (kind, reason)

    def test_holds_what_it_was_decided_from(self):
        number = Entity("order_number", "RL2611200001")
        rasa = RasaTurn("track_order", 0.8, entities=(number,), texts=("Well.",))

        explanation = reply_to(
            Say(("Well.",), "form"), evidence(rasa=rasa, search=HALF_SURE)
        ).explanation

        assert (explanation.intent.name, explanation.intent.confidence) == ("track_order", 0.8)
        assert explanation.band == "clarify"
        assert [match.confidence for match in explanation.matches] == [0.5, 0.3]
        assert [number.value for number in explanation.numbers] == ["RL2611200001"]

    def test_of_a_chosen_entry_names_that_entry_alone(self):
        chosen = match(0.2)

        explanation = reply_to(
            Answer(chosen, reason="choice_selected"), evidence(entry=chosen.entry, chosen=chosen)
        ).explanation

        assert (explanation.band, explanation.intent) == ("answer", None)
        assert [match.entry for match in explanation.matches] == [chosen.entry]

    def test_of_a_wait_says_no_more_than_that(self):
        waiting = reply_to(Wait(), evidence(rasa=Unavailable(restarting=True), search=HALF_SURE))

        assert waiting.explanation == Explanation("say", "one_moment")
