import pytest

from agent_desk.rasa.turn import Act
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    Consult,
    FetchEntry,
    HandOff,
    LookUp,
    Nothing,
    Say,
)
from agent_desk.turns.evidence import Unavailable
from agent_desk.turns.question import Standing
from tests.fakes.dialogue import ASK_NUMBER, GREET, ORDER_FORM
from tests.fakes.evidence import (
    HALF_SURE,
    LOOK_UP,
    RESTARTING,
    SEARCH,
    SURE,
    UNSURE,
    decided,
    hand_off_act,
    match,
    routine,
    turn,
    weigh,
)


class TestGathering:
    def test_begins_with_rasa_and_the_knowledge_base(self):
        assert decided() == Consult()

    def test_begins_with_the_entry_where_a_chip_was_chosen(self):
        assert decided(entry="returns-how") == FetchEntry("returns-how")

    def test_goes_on_like_a_typed_question_where_the_entry_is_gone(self):
        assert decided(entry="returns-how", chosen=Unavailable()) == Consult()


class TestChosenEntry:
    def test_is_answered_without_asking_further(self):
        decision = decided(entry="returns-how", chosen=match(0.2))

        assert decision == Answer(match(0.2), reason="choice_selected")


class TestRoutineQuestion:
    def test_is_answered_when_the_knowledge_base_is_sure(self):
        decision = weigh(routine(), SURE)

        assert decision == Answer(SURE.matches[0])

    def test_is_asked_back_when_the_knowledge_base_is_half_sure(self):
        decision = weigh(routine(), HALF_SURE)

        assert decision == Clarify(tuple(HALF_SURE.matches))

    def test_gets_nothing_and_the_offer_of_a_person_when_nothing_fits(self):
        decision = weigh(routine(), UNSURE)

        assert decision == Nothing("nothing_found")

    def test_goes_to_a_person_the_second_time_running(self):
        standing = Standing(nothing_found=1)

        decision = weigh(routine(), UNSURE, standing)

        assert decision == HandOff("nothing_found_twice")

    def test_keeps_the_question_that_a_form_asks_again(self):
        asked = turn("shipping_fee", 0.9, SEARCH, texts=(ASK_NUMBER,))

        decision = weigh(asked, SURE, Standing(form_open=True))

        assert decision == Answer(SURE.matches[0], texts=(ASK_NUMBER,))


class TestOutOfScope:
    def test_is_not_asked_back_even_when_something_looks_alike(self):
        decision = weigh(turn("out_of_scope", 0.9, SEARCH), HALF_SURE)

        assert decision == Nothing("out_of_scope")

    def test_is_answered_when_the_knowledge_base_is_surer_than_rasa(self):
        decision = weigh(turn("out_of_scope", 0.7, SEARCH), SURE)

        assert decision == Answer(SURE.matches[0])

    def test_counts_only_when_rasa_means_it(self):
        decision = weigh(turn("out_of_scope", 0.4, SEARCH), HALF_SURE)

        assert isinstance(decision, Clarify)


class TestDialogue:
    def test_says_what_a_form_asks(self):
        asking = turn(
            "track_order",
            0.9,
            texts=(ASK_NUMBER,),
            state={"active_form": "order_form"},
        )

        decision = weigh(asking, HALF_SURE, text="where is it")

        assert decision == Say((ASK_NUMBER,), "form")

    @pytest.mark.parametrize(
        ("text", "decision"),
        [
            ("how do I track it?", Answer(SURE.matches[0], keeps_dialogue=False)),
            ("where is my parcel?", Say((ASK_NUMBER,), reason="form")),
        ],
    )
    def test_is_not_begun_where_the_stored_answer_is_complete(self, text, decision):
        asking = turn(
            "track_order",
            0.97,
            texts=(ASK_NUMBER,),
            state={"active_form": "order_form"},
        )

        assert weigh(asking, SURE, text=text) == decision

    def test_is_not_begun_on_a_doubtful_guess_that_the_knowledge_base_contradicts(self):
        asking = turn(
            "track_order",
            0.3,
            texts=(ASK_NUMBER,),
            state={"active_form": "order_form"},
        )

        decision = weigh(asking, SURE)

        assert decision == Answer(SURE.matches[0], keeps_dialogue=False)

    def test_is_not_begun_where_the_knowledge_base_is_half_sure_and_rasa_less(self):
        asking = turn(
            "track_order",
            HALF_SURE.matches[0].confidence - 0.1,
            texts=(ASK_NUMBER,),
            state={"active_form": "order_form"},
        )

        decision = weigh(asking, HALF_SURE)

        assert decision == Clarify(tuple(HALF_SURE.matches), keeps_dialogue=False)

    def test_small_talk_does_not_give_way_to_what_is_half_sure(self):
        greeting = turn("greet", HALF_SURE.matches[0].confidence - 0.1, texts=(GREET,))

        decision = decided(rasa=greeting, search=HALF_SURE, text="good evening")

        assert decision == Say((GREET,), "small_talk")

    @pytest.mark.parametrize(
        ("search", "expected"),
        [
            (SURE, Answer(SURE.matches[0], keeps_dialogue=False)),
            (HALF_SURE, Clarify(tuple(HALF_SURE.matches), keeps_dialogue=False)),
        ],
    )
    def test_question_beside_a_courtesy_wins_however_sure_rasa_is(self, search, expected):
        thanks = turn("thank", 0.99, texts=(GREET,))

        assert decided(rasa=thanks, search=search, text="lovely and how do I pay") == expected

    @pytest.mark.parametrize(
        "text", ["cheers for helping me out", "this is what I was after", "太感谢你帮我了"]
    )
    def test_thanks_with_a_word_of_wishing_stay_a_courtesy(self, text):
        thanks = turn("thank", 0.99, texts=(GREET,))

        for search in (SURE, HALF_SURE):
            assert decided(rasa=thanks, search=search, text=text) == Say((GREET,), "small_talk")

    def test_what_is_plainly_answered_begins_no_form(self):
        asking = turn("refund_status", 0.99, texts=(ASK_NUMBER,), state=ORDER_FORM)

        plain = decided(rasa=asking, search=SURE, text="the refund is too small")
        look_up = decided(rasa=asking, search=SURE, text="where is my refund")

        assert plain == Answer(SURE.matches[0], keeps_dialogue=False)
        assert look_up == Say((ASK_NUMBER,), "form")

    def test_side_question_in_a_form_is_answered_and_the_form_goes_on(self):
        asking = turn("inform", 0.9, texts=(ASK_NUMBER,), state=ORDER_FORM)
        standing = Standing(form_open=True)

        aside = decided(rasa=asking, search=SURE, standing=standing, text="can I pay by card")
        value = decided(rasa=asking, search=SURE, standing=standing, text="the blue one")

        assert aside == Answer(SURE.matches[0], texts=(ASK_NUMBER,))
        assert value == Say((ASK_NUMBER,), "form")

    def test_goes_on_inside_a_form_however_unsure_the_intent(self):
        asking = turn("inform", 0.2, texts=(ASK_NUMBER,))

        decision = weigh(asking, SURE, Standing(form_open=True))

        assert decision == Say((ASK_NUMBER,), "small_talk")

    def test_looks_up_what_rasa_asks_for(self):
        act = Act("look_up_order", {"order_number": "RL2611200001"})

        decision = weigh(turn("track_order", 0.9, act), SURE)

        assert decision == LookUp(act)


ACCEPTED = turn("affirm", 0.9, hand_off_act("complaint"), LOOK_UP, SEARCH, texts=(GREET,))
OFFERED = Standing(person_offered=True)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"rasa": ACCEPTED, "standing": OFFERED}, HandOff("asked")),
        ({"rasa": ACCEPTED}, HandOff("complaint")),
        ({"rasa": turn("track_order", 0.9, LOOK_UP, SEARCH, texts=(GREET,))}, LookUp(LOOK_UP)),
        (
            {"rasa": turn("greet", 0.97, texts=(GREET,)), "text": "good evening"},
            Say((GREET,), "small_talk"),
        ),
        (
            {"rasa": turn("greet", 0.97, SEARCH, texts=(GREET,))},
            Answer(SURE.matches[0], texts=(GREET,)),
        ),
        ({"rasa": RESTARTING, "text": "转人工"}, HandOff("asked")),
        ({"rasa": RESTARTING}, Answer(SURE.matches[0])),
    ],
    ids=["yes", "call", "look-up", "dialogue", "answer", "request for a person", "without Rasa"],
)
def test_order_of_precedence(asked, expected):
    assert decided(search=SURE, **asked) == expected
