from dataclasses import replace

import pytest

from agent_desk.domain.dialogue_memory import DialogueMemory
from agent_desk.rasa.turn import Act
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    Complete,
    FetchEntry,
    HandOff,
    LookUp,
    NameOrder,
    OfferOthers,
    Say,
    SearchOnceMore,
    Show,
)
from agent_desk.turns.question import Standing
from knowledge_base import SearchResult
from tests.fakes.dialogue import ASK_PROOF
from tests.fakes.evidence import (
    FOUND,
    HALF_SURE,
    SURE,
    UNSURE,
    decided,
    hand_off_act,
    match,
    routine,
    turn,
    weigh,
)

ANSWERED = DialogueMemory("how do I return it", "returns-how", "returns", shown=("returns-how",))
ASKED_BACK = DialogueMemory("returns", shown=("a", "b", "c"), offered=("a", "b", "c"))
NUMBER = FOUND.order.order_number
IN_HAND = DialogueMemory(in_hand=True, orders=("RL2611200002",))
AT_HAND = {"slots": {"order_number": NUMBER}}
WRONG = turn("wrong_answer", 0.95, Act("offer_others"))


class TestLineThatLeans:
    def test_is_searched_again_completed(self):
        decision = weigh(routine(), UNSURE, text="and to Peru?", memory=ANSWERED)

        assert decision == Complete("how do I return it and to Peru?")

    def test_is_answered_by_what_fits_completed(self):
        new = SearchResult([match(0.95, "returns-abroad")], "answer")

        decision = weigh(routine(), UNSURE, text="and to Peru?", memory=ANSWERED, completed=new)

        assert decision == Answer(new.matches[0])

    def test_is_not_completed_where_a_person_is_asked_for(self):
        asking = turn("request_human", 0.95, hand_off_act("asked"))

        assert weigh(asking, UNSURE, text="person", memory=ANSWERED) == HandOff("asked")


class TestSameAnswer:
    def test_is_not_given_twice_running(self):
        decision = weigh(routine(), SURE, text="I want to know about returns", memory=ANSWERED)

        assert decision == OfferOthers((match(0.02, "other"),), reason="same_again")

    def test_is_given_again_to_the_same_words(self):
        decision = weigh(routine(), SURE, text="How do I return it?", memory=ANSWERED)

        assert decision == Answer(SURE.matches[0])

    def test_is_given_later_on(self):
        later = replace(ANSWERED, answered="payment-methods", question="how can I pay")

        decision = weigh(routine(), SURE, text="I want to know about returns", memory=later)

        assert decision == Answer(SURE.matches[0])


class TestWrongAnswer:
    def test_is_owned_and_others_are_offered(self):
        assert weigh(WRONG, UNSURE, text="no", memory=ANSWERED) == SearchOnceMore()

        decision = weigh(WRONG, UNSURE, text="no", memory=ANSWERED, once_more=SURE)

        assert decision == OfferOthers((match(0.02, "other"),))

    def test_leads_to_a_person_the_second_time(self):
        memory = replace(ANSWERED, wrong=1)

        assert weigh(WRONG, UNSURE, text="no", memory=memory) == HandOff("wrong_answer")

    def test_refused_choices_are_one(self):
        denied = turn("deny", 0.9, texts=(ASK_PROOF,))

        assert weigh(denied, UNSURE, text="none of these", memory=ASKED_BACK) == SearchOnceMore()

    def test_answer_that_is_refused_in_a_word_is_one(self):
        denied = turn("deny", 0.9, texts=(ASK_PROOF,))

        assert weigh(denied, UNSURE, text="都不是", memory=ANSWERED) == SearchOnceMore()


class TestChoiceInWords:
    @pytest.mark.parametrize(("text", "entry"), [("the second one", "b"), ("第三个", "c")])
    def test_takes_one_of_those_offered(self, text, entry):
        assert decided(text=text, memory=ASKED_BACK) == FetchEntry(entry)

    def test_yes_takes_the_only_one(self):
        only = DialogueMemory("returns", shown=("a",), offered=("a",))

        assert decided(text="yes", memory=only) == FetchEntry("a")

    def test_yes_is_no_choice_of_several(self):
        decision = weigh(routine(), HALF_SURE, text="yes", memory=ASKED_BACK)

        assert not isinstance(decision, FetchEntry)

    def test_is_none_inside_a_form(self):
        decision = weigh(
            routine(), HALF_SURE, Standing(form_open=True), text="2", memory=ASKED_BACK
        )

        assert isinstance(decision, Clarify)


class TestOrderInHand:
    def ask(self, text, rasa=None, **more):
        more = {"state": AT_HAND, "proved": [NUMBER], "memory": IN_HAND} | more
        return weigh(rasa or routine(), SURE, text=text, **more)

    def test_is_looked_up_again_when_asked_about(self):
        decision = self.ask("when will it arrive?")

        assert decision == LookUp(Act("look_up_order", {"order_number": NUMBER}))

    def test_is_shown_with_what_was_asked(self):
        assert self.ask("when will it arrive?", look_up=FOUND) == Show(FOUND, topic="arrival")

    @pytest.mark.parametrize(
        "missing", [{"proved": []}, {"memory": DialogueMemory()}, {"state": {}}]
    )
    def test_is_not_looked_up_without_proof_or_after_other_things(self, missing):
        assert self.ask("when will it arrive?", **missing) == Answer(SURE.matches[0])

    def test_is_left_for_another_question(self):
        assert self.ask("how do I return it") == Answer(SURE.matches[0])

    def test_is_left_for_the_next_one(self):
        assert self.ask("not that one") == NameOrder("RL2611200002")

    def test_next_one_is_shown(self):
        named = turn("inform", 0.9, Act("look_up_order", {"order_number": "RL2611200002"}))

        assert self.ask("not that one", named=named, look_up=FOUND) == Show(FOUND)

    def test_next_one_needs_its_own_proof(self):
        form = {"active_form": "proof_form", "requested_slot": "proof"}
        named = turn("inform", 0.9, texts=(ASK_PROOF,), state=form)

        assert self.ask("not that one", named=named) == Say((ASK_PROOF,), reason="form")

    def test_one_of_those_offered_is_named_by_its_place(self):
        memory = DialogueMemory(orders=(NUMBER, "RL2611200002"))

        assert self.ask("第二个", memory=memory) == NameOrder("RL2611200002")
