import pytest

from agent_desk.turns.decision import (
    Answer,
    AskNumbersAgain,
    Clarify,
    HandOff,
    Nothing,
    Say,
    SaySpoken,
    Show,
    Wait,
)
from agent_desk.turns.evidence import Unavailable
from agent_desk.turns.question import Standing
from agent_desk.turns.reply import reply_to
from tests.fakes.dialogue import ASK_PROOF, GREET, NO_MATCH
from tests.fakes.evidence import FOUND, SURE, evidence, match, turn, wording

BEFORE, AFTER = {"slots": {"before": 1}}, {"slots": {"after": 1}}
HEARD = {"state": BEFORE, "rasa": turn(texts=(GREET,), state=AFTER), "search": SURE}


class TestDialogueState:
    @pytest.mark.parametrize(
        ("decision", "gathered", "expected"),
        [
            (Say((GREET,), "form"), {}, AFTER),
            (Answer(match()), {}, AFTER),
            (Answer(match(), keeps_dialogue=False), {}, BEFORE),
            (Clarify((match(),), keeps_dialogue=False), {}, BEFORE),
            (HandOff("complaint"), {}, AFTER),
            (HandOff("bot_unavailable"), {"rasa": Unavailable()}, BEFORE),
            (Wait(), {"rasa": Unavailable(restarting=True)}, BEFORE),
            (AskNumbersAgain((NO_MATCH,)), {"report": turn(state={"slots": {}})}, {"slots": {}}),
            (HandOff("bot_unavailable"), {"report": Unavailable()}, AFTER),
            (
                Say((ASK_PROOF,), "form"),
                {"proof": turn(texts=(ASK_PROOF,), state={"active_form": "proof_form"})},
                {"active_form": "proof_form"},
            ),
        ],
    )
    def test_is_the_newest_that_the_visitor_saw(self, decision, gathered, expected):
        assert (
            reply_to(decision, evidence(**HEARD | gathered), wording()).dialogue_state == expected
        )


class TestCounters:
    @pytest.mark.parametrize(
        ("decision", "nothing_found", "person_offered"),
        [
            (Nothing(), 3, True),
            (Nothing("cooling_down"), 3, True),
            (Say((GREET,), "small_talk"), 2, False),
            (Wait(), 2, True),
            (Say((ASK_PROOF,), "form"), 0, False),
            (Answer(match()), 0, False),
            (Clarify((match(),)), 0, False),
            (Show(FOUND), 0, False),
            (AskNumbersAgain((NO_MATCH,)), 0, False),
            (HandOff("asked"), 0, False),
        ],
    )
    def test_follow_from_the_decision(self, decision, nothing_found, person_offered):
        standing = Standing(nothing_found=2, person_offered=True)

        reply = reply_to(decision, evidence(**HEARD, standing=standing), wording())

        assert (reply.nothing_found, reply.person_offered) == (nothing_found, person_offered)


class TestHandoff:
    def test_is_announced_apart_since_perhaps_nobody_can_come(self):
        reply = reply_to(HandOff("asked"), evidence(**HEARD), wording())

        assert (reply.hand_off, reply.wait, reply.lines) == (True, False, ())
        assert [line.text for line in reply.announcement] == [wording().texts.handed_off_asked]


def test_a_wait_leaves_the_turn_due():
    reply = reply_to(Wait(), evidence(**HEARD), wording())

    assert (reply.wait, reply.hand_off) == (True, False)


def test_the_other_language_of_the_lines_is_kept_whatever_was_decided():
    heard = HEARD | {"other_language": "ru"}

    for decision in (SaySpoken("ru"), HandOff("other_language"), Say((ASK_PROOF,), "form")):
        assert reply_to(decision, evidence(**heard), wording()).other_language == "ru"
