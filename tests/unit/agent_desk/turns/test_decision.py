import pytest

from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from agent_desk.settings.desk import PolicySettings
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    HandOff,
    Nothing,
    Perform,
    Say,
    Standing,
    decide,
)
from knowledge_base import Match, SearchResult

POLICY = PolicySettings(intent_confidence=0.5, out_of_scope_confidence=0.6)
SEARCH = Act("search_knowledge_base")


def match(confidence=0.95, entry="returns-how"):
    return Match(
        entry=entry,
        question="How do I return an item?",
        answer="Open My orders.",
        answer_language="en",
        category="returns",
        source="returns.jsonl",
        confidence=confidence,
    )


SURE = SearchResult([match(0.95), match(0.02, "other")], "answer")
HALF_SURE = SearchResult([match(0.5), match(0.3, "other")], "clarify")
UNSURE = SearchResult([match(0.1)], "hand_off")


def turn(intent="return_or_exchange", confidence=0.9, *acts, texts=(), state=None):
    return RasaTurn(intent=intent, confidence=confidence, acts=acts, texts=texts, state=state or {})


def hand_off_act(reason):
    return Act("hand_off", {"reason": reason})


class TestRoutineQuestion:
    def test_is_answered_when_the_base_is_sure(self):
        decision = decide(turn("delivery_time", 0.9, SEARCH), SURE, Standing(), POLICY)

        assert decision == Answer(SURE.matches[0])

    def test_is_asked_back_when_the_base_is_half_sure(self):
        decision = decide(turn("delivery_time", 0.9, SEARCH), HALF_SURE, Standing(), POLICY)

        assert decision == Clarify(tuple(HALF_SURE.matches))

    def test_gets_nothing_and_the_offer_of_a_person_when_nothing_fits(self):
        decision = decide(turn("delivery_time", 0.9, SEARCH), UNSURE, Standing(), POLICY)

        assert decision == Nothing("nothing_found")

    def test_goes_to_a_person_the_second_time_running(self):
        standing = Standing(nothing_found=1)

        decision = decide(turn("delivery_time", 0.9, SEARCH), UNSURE, standing, POLICY)

        assert decision == HandOff("nothing_found_twice")

    def test_keeps_the_question_that_a_form_asks_again(self):
        asked = turn("shipping_fee", 0.9, SEARCH, texts=("And your order number?",))

        decision = decide(asked, SURE, Standing(form_open=True), POLICY)

        assert decision == Answer(SURE.matches[0], texts=("And your order number?",))


class TestOutOfScope:
    def test_is_not_asked_back_even_when_something_looks_alike(self):
        decision = decide(turn("out_of_scope", 0.9, SEARCH), HALF_SURE, Standing(), POLICY)

        assert decision == Nothing("out_of_scope")

    def test_is_answered_when_the_base_is_surer_than_rasa(self):
        decision = decide(turn("out_of_scope", 0.7, SEARCH), SURE, Standing(), POLICY)

        assert decision == Answer(SURE.matches[0])

    def test_counts_only_when_rasa_means_it(self):
        decision = decide(turn("out_of_scope", 0.4, SEARCH), HALF_SURE, Standing(), POLICY)

        assert isinstance(decision, Clarify)


class TestPerson:
    @pytest.mark.parametrize("reason", ["asked", "complaint"])
    def test_comes_when_rasa_calls(self, reason):
        decision = decide(turn(reason, 0.9, hand_off_act(reason)), SURE, Standing(), POLICY)

        assert decision == HandOff(reason)

    def test_does_not_come_for_a_doubtful_guess_that_the_base_contradicts(self):
        decision = decide(
            turn("request_human", 0.3, hand_off_act("asked")), SURE, Standing(), POLICY
        )

        assert decision == Answer(SURE.matches[0])

    def test_comes_when_a_form_gives_up_whatever_the_base_says(self):
        decision = decide(
            turn("inform", 0.2, hand_off_act("number_malformed")),
            SURE,
            Standing(form_open=True),
            POLICY,
        )

        assert decision == HandOff("number_malformed")

    def test_comes_when_the_offer_is_accepted(self):
        said_yes = turn("affirm", 0.9, texts=("Good.",))

        decision = decide(said_yes, UNSURE, Standing(person_offered=True), POLICY)

        assert decision == HandOff("asked")

    def test_comes_when_the_base_fails(self):
        decision = decide(turn("delivery_time", 0.9, SEARCH), None, Standing(), POLICY)

        assert decision == HandOff("knowledge_base_unavailable")


class TestDialogue:
    def test_says_what_a_form_asks(self):
        asking = turn(
            "track_order",
            0.9,
            texts=("Your order number?",),
            state={"active_form": "order_form"},
        )

        decision = decide(asking, HALF_SURE, Standing(), POLICY)

        assert decision == Say(("Your order number?",), "form")

    def test_begins_after_the_stored_answer_where_that_is_sure(self):
        asking = turn(
            "track_order",
            0.97,
            texts=("Your order number?",),
            state={"active_form": "order_form"},
        )

        decision = decide(asking, SURE, Standing(), POLICY)

        assert decision == Answer(SURE.matches[0], texts=("Your order number?",))

    def test_is_not_begun_on_a_doubtful_guess_that_the_base_contradicts(self):
        asking = turn(
            "track_order",
            0.3,
            texts=("Your order number?",),
            state={"active_form": "order_form"},
        )

        decision = decide(asking, SURE, Standing(), POLICY)

        assert decision == Answer(SURE.matches[0], keeps_dialogue=False)

    def test_is_not_begun_where_the_base_is_half_sure_and_rasa_less(self):
        asking = turn(
            "track_order",
            HALF_SURE.matches[0].confidence - 0.1,
            texts=("Your order number?",),
            state={"active_form": "order_form"},
        )

        decision = decide(asking, HALF_SURE, Standing(), POLICY)

        assert decision == Clarify(tuple(HALF_SURE.matches), keeps_dialogue=False)

    def test_small_talk_does_not_give_way_to_what_is_half_sure(self):
        greeting = turn("greet", HALF_SURE.matches[0].confidence - 0.1, texts=("Hello.",))

        decision = decide(greeting, HALF_SURE, Standing(), POLICY)

        assert decision == Say(("Hello.",), "small_talk")

    def test_goes_on_inside_a_form_however_unsure_the_intent(self):
        asking = turn("inform", 0.2, texts=("That is no order number.",))

        decision = decide(asking, SURE, Standing(form_open=True), POLICY)

        assert decision == Say(("That is no order number.",), "small_talk")

    def test_looks_up_what_rasa_asks_for(self):
        act = Act("look_up_order", {"order_number": "RL2611200001"})

        decision = decide(turn("track_order", 0.9, act), SURE, Standing(), POLICY)

        assert decision == Perform(act, "look_up_order")


class TestWithoutRasa:
    def test_the_base_alone_answers_where_it_is_sure(self):
        assert decide(None, SURE, Standing(), POLICY) == Answer(SURE.matches[0])

    @pytest.mark.parametrize("found", [HALF_SURE, UNSURE, None])
    def test_everything_else_goes_to_a_person(self, found):
        assert decide(None, found, Standing(), POLICY) == HandOff("bot_unavailable")

    def test_an_open_form_goes_to_a_person(self):
        decision = decide(None, SURE, Standing(form_open=True), POLICY)

        assert decision == HandOff("bot_unavailable")
