import pytest

from agent_desk.orders.lookup import Locked
from agent_desk.rasa.turn import Act
from agent_desk.turns.decision import (
    Answer,
    HandOff,
    Nothing,
    Wait,
)
from agent_desk.turns.evidence import Unavailable
from agent_desk.turns.question import Standing
from tests.fakes.dialogue import GREET
from tests.fakes.evidence import (
    DOWN,
    HALF_SURE,
    MISMATCH,
    RESTARTING,
    SURE,
    UNSURE,
    decided,
    hand_off_act,
    routine,
    turn,
    weigh,
)


class TestPerson:
    @pytest.mark.parametrize("reason", ["asked", "complaint"])
    def test_comes_when_rasa_calls(self, reason):
        decision = weigh(turn(reason, 0.9, hand_off_act(reason)), SURE)

        assert decision == HandOff(reason)

    def test_does_not_come_for_a_doubtful_guess_that_the_knowledge_base_contradicts(self):
        decision = weigh(turn("request_human", 0.3, hand_off_act("asked")), SURE)

        assert decision == Answer(SURE.matches[0])

    def test_comes_when_a_form_gives_up_whatever_the_knowledge_base_says(self):
        decision = weigh(
            turn("inform", 0.2, hand_off_act("number_malformed")), SURE, Standing(form_open=True)
        )

        assert decision == HandOff("number_malformed")

    def test_comes_when_the_offer_is_accepted(self):
        said_yes = turn("affirm", 0.9, texts=(GREET,))

        decision = weigh(said_yes, UNSURE, Standing(person_offered=True))

        assert decision == HandOff("asked")

    def test_comes_when_the_knowledge_base_fails(self):
        decision = weigh(routine(), Unavailable())

        assert decision == HandOff("knowledge_base_unavailable")


class TestWithoutRasa:
    @pytest.mark.parametrize("rasa", [DOWN, RESTARTING])
    def test_the_knowledge_base_alone_answers_where_it_is_sure(self, rasa):
        assert weigh(rasa, SURE) == Answer(SURE.matches[0])

    @pytest.mark.parametrize("found", [HALF_SURE, UNSURE, Unavailable()])
    def test_everything_else_goes_to_a_person(self, found):
        assert weigh(DOWN, found) == HandOff("bot_unavailable")

    @pytest.mark.parametrize("found", [HALF_SURE, UNSURE, Unavailable()])
    def test_everything_else_waits_while_rasa_restarts(self, found):
        assert weigh(RESTARTING, found) == Wait()

    def test_an_open_form_goes_to_a_person(self):
        assert weigh(DOWN, SURE, Standing(form_open=True)) == HandOff("bot_unavailable")

    def test_an_open_form_waits_while_rasa_restarts(self):
        assert weigh(RESTARTING, SURE, Standing(form_open=True)) == Wait()

    @pytest.mark.parametrize("rasa", [DOWN, RESTARTING])
    def test_a_request_for_a_person_is_understood(self, rasa):
        assert weigh(rasa, SURE, text="I want to talk to a person") == HandOff("asked")

    def test_yes_to_the_offer_of_a_person_is_understood(self):
        assert weigh(DOWN, SURE, Standing(person_offered=True), text="yes") == HandOff("asked")

    def test_yes_to_nothing_is_a_question(self):
        assert weigh(DOWN, SURE, text="yes") == Answer(SURE.matches[0])


def test_restarting_goes_before_cooling_down():
    standing = Standing(cooling=frozenset({"bot_unavailable"}))

    assert weigh(RESTARTING, UNSURE, standing) == Wait()


class TestUsedUpTries:
    def test_call_a_person_without_asking_further(self):
        decision = decided(standing=Standing(tries_used_up=True))

        assert decision == HandOff("bot_unavailable")

    def test_go_before_a_chosen_entry(self):
        decision = decided(standing=Standing(tries_used_up=True), entry="returns-how")

        assert decision == HandOff("bot_unavailable")

    def test_offer_a_person_after_an_agent_returned_the_chat(self):
        standing = Standing(tries_used_up=True, cooling=frozenset({"bot_unavailable"}))

        assert decided(standing=standing) == Nothing("cooling_down")


IN_VAIN = Act("search_knowledge_base", {"otherwise": "order_question"})

# Everything that leads to a person, with the reason for it.
CALLS = [
    ("asked", {"rasa": turn("request_human", 0.9, hand_off_act("asked")), "search": SURE}),
    ("complaint", {"rasa": turn("complaint", 0.9, hand_off_act("complaint")), "search": SURE}),
    ("bot_unavailable", {"rasa": DOWN, "search": UNSURE}),
    ("bot_unavailable", MISMATCH | {"report": DOWN}),
    ("knowledge_base_unavailable", {"rasa": routine(), "search": Unavailable()}),
    ("nothing_found_twice", {"rasa": routine(), "search": UNSURE}),
    ("order_question", {"rasa": turn("track_order", 0.9, IN_VAIN), "search": UNSURE}),
    ("order_source_failed", MISMATCH | {"look_up": Unavailable()}),
    ("order_not_verified", MISMATCH | {"look_up": Locked(60.0)}),
]


@pytest.mark.parametrize(("reason", "gathered"), CALLS)
class TestEveryCallOfAPerson:
    def call(self, gathered, **standing):
        return decided(standing=Standing(nothing_found=1, **standing), **gathered)

    def test_says_why(self, reason, gathered):
        decision = self.call(gathered)

        assert (type(decision), decision.reason) == (HandOff, reason)

    def test_becomes_an_offer_while_its_reason_cools_down(self, reason, gathered):
        assert self.call(gathered, cooling=frozenset({reason})) == Nothing("cooling_down")

    def test_is_not_held_back_by_another_reason(self, reason, gathered):
        assert isinstance(self.call(gathered, cooling=frozenset({"order_change"})), HandOff)
