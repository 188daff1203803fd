from dataclasses import replace

import pytest

from agent_desk.orders.lookup import Locked, Mismatch
from agent_desk.rasa.turn import Act
from agent_desk.turns.decision import (
    AskForProof,
    AskNumbersAgain,
    HandOff,
    ReportMismatch,
    Say,
    Show,
)
from agent_desk.turns.evidence import Unavailable
from tests.fakes.dialogue import ASK_PROOF, NO_MATCH
from tests.fakes.evidence import (
    DOWN,
    FOUND,
    LOOK_UP,
    MISMATCH,
    RESTARTING,
    UNSURE,
    decided,
    turn,
    weigh,
)


class TestLookUp:
    def after(self, outcome, **more):
        act = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"} | more)
        return weigh(turn("track_order", 0.9, act), UNSURE, look_up=outcome)

    def test_shows_what_was_found(self):
        assert self.after(FOUND) == Show(FOUND)
        assert self.after(FOUND).reason == "order_shown"

    def test_keeps_to_the_topic(self):
        assert self.after(FOUND, topic="refund") == Show(FOUND, topic="refund")

    def test_shows_which_other_numbers_came_along(self):
        act = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})
        state = {"slots": {"other_numbers": "RL2611200002,RL2611200003"}}
        named = replace(turn("track_order", 0.9, act), state=state)
        shown = weigh(named, UNSURE, look_up=FOUND)
        assert shown == Show(FOUND, others=("RL2611200002", "RL2611200003"))

    def test_calls_a_person_where_the_source_failed(self):
        assert self.after(Unavailable()) == HandOff("order_source_failed")

    def test_calls_a_person_after_too_many_tries(self):
        assert self.after(Locked(60.0)) == HandOff("order_not_verified", locked=True)

    def test_reports_to_rasa_that_the_numbers_do_not_match(self):
        assert self.after(Mismatch()) == ReportMismatch()

    def test_says_what_rasa_says_to_that(self):
        decision = decided(**MISMATCH, report=turn(texts=(NO_MATCH,)))

        assert decision == AskNumbersAgain((NO_MATCH,))

    @pytest.mark.parametrize("rasa", [DOWN, RESTARTING])
    def test_calls_a_person_where_rasa_fails_in_between(self, rasa):
        assert decided(**MISMATCH, report=rasa) == HandOff("bot_unavailable")


class TestLookUpOfASignedVisitor:
    def test_has_rasa_ask_for_the_digits(self):
        assert decided(subject="customer-6", **MISMATCH) == AskForProof()

    def test_says_what_rasa_asks(self):
        asks = turn("track_order", 0.9, texts=(ASK_PROOF,))

        decision = decided(subject="customer-6", **MISMATCH, proof=asks)

        assert decision == Say((ASK_PROOF,), "form")

    @pytest.mark.parametrize("proof", [DOWN, turn("track_order", 0.9, LOOK_UP)])
    def test_is_a_mismatch_where_rasa_does_not_ask(self, proof):
        decision = decided(subject="customer-6", **MISMATCH, proof=proof)

        assert decision == ReportMismatch()
