from dataclasses import replace

import pytest

from agent_desk.domain.dialogue_memory import NOTHING, DialogueMemory
from agent_desk.rasa.turn import Utterance
from agent_desk.turns.decision import (
    Answer,
    AskNumbersAgain,
    Clarify,
    HandOff,
    Nothing,
    OfferOrders,
    OfferOthers,
    Say,
    Show,
    Wait,
)
from agent_desk.turns.remembering import memory_after
from knowledge_base import SearchResult
from tests.fakes.evidence import FOUND, HALF_SURE, SURE, UNSURE, evidence, match, routine

BEFORE = DialogueMemory("returns", "returns-how", "returns", shown=("returns-how",))


def after(decision, *, text="how do I return it", before=BEFORE, **gathered):
    gathered = {"rasa": routine(), "search": SURE} | gathered
    return memory_after(decision, evidence(text=text, memory=before, **gathered))


def test_answer_begins_a_topic():
    assert after(Answer(match())) == DialogueMemory(
        "how do I return it", "returns-how", "returns", shown=("returns-how",)
    )


def test_line_that_leans_on_the_topic_goes_on_with_it():
    new = SearchResult([match(0.95, "returns-fee")], "answer")

    memory = after(Answer(new.matches[0]), text="and who pays?", search=UNSURE, completed=new)

    assert memory.question == "returns and who pays?"
    assert memory.shown == ("returns-how", "returns-fee")


def test_question_has_no_personal_data():
    memory = after(Answer(match()), text="I am at jo@example.com, how do I return it")

    assert "jo@example.com" not in memory.question


def test_choices_are_kept_in_their_order():
    assert after(Clarify(tuple(HALF_SURE.matches))).offered == ("returns-how", "other")


def test_wrong_answer_is_counted_and_what_is_offered_counts_as_shown():
    memory = after(OfferOthers((match(0.1, "other"),)))

    assert memory == replace(BEFORE, shown=("returns-how", "other"), offered=("other",), wrong=1)


def test_answer_that_would_come_again_is_no_wrong_one():
    assert after(OfferOthers(reason="same_again")).wrong == 0


def test_order_is_in_hand_beside_those_that_may_be_meant_instead():
    before = DialogueMemory(orders=(FOUND.order.order_number, "RL2611200002"))

    assert after(Show(FOUND), before=before) == DialogueMemory(
        in_hand=True, orders=("RL2611200002",)
    )


def test_offered_orders_are_kept():
    assert after(OfferOrders((FOUND.order,))).orders == (FOUND.order.order_number,)


@pytest.mark.parametrize("decision", [Say((Utterance("thank"),), "small_talk"), Wait()])
def test_courtesy_leaves_it(decision):
    assert after(decision) == BEFORE


def test_nothing_found_leaves_the_topic_and_takes_back_the_choices():
    before = replace(BEFORE, offered=("a",))

    assert after(Nothing(), before=before) == BEFORE


@pytest.mark.parametrize("decision", [HandOff("asked"), AskNumbersAgain(())])
def test_person_and_wrong_numbers_begin_anew(decision):
    assert after(decision) == NOTHING
