import gevent
import pytest

from agent_desk.circuit_breaker import CircuitBreaker
from agent_desk.errors import OrderSourceError
from agent_desk.orders.lookup import Mismatch
from agent_desk.rasa.dialogue import RasaDialogue
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.turns.answerer import Answerer
from agent_desk.turns.gather import Gatherer
from agent_desk.turns.question import Standing
from agent_desk.wording.wording import Wordings
from knowledge_base import KnowledgeBaseError
from tests.fakes.base import FakeBase, stored
from tests.fakes.dialogue import ASK_PROOF, NO_MATCH, FakeDialogue
from tests.fakes.evidence import FOUND, LOOK_UP, POLICY, evidence, wording

TEXT = "where is it"


class FakeLookUp:
    """Gives the same outcome to everybody, or raises it."""

    def __init__(self, outcome):
        self.outcome = outcome

    def order(self, *_args):
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def dialogue():
    return FakeDialogue()


@pytest.fixture
def base():
    return FakeBase()


@pytest.fixture
def answer(dialogue, base):
    def answer(look_up=None, **asked):
        rasa = RasaDialogue(
            dialogue, CircuitBreaker(failures=3, pause_seconds=5), patience_seconds=30
        )
        lookups = {} if look_up is None else {"demo": look_up}
        gatherer = Gatherer(rasa, base, lookups, {}, Wordings({}))
        reply = Answerer(gatherer, POLICY, Wordings({})).answer(
            evidence(text=TEXT, **asked).question
        )
        gevent.get_hub().threadpool.join()
        return reply

    return answer


def reason(reply):
    return reply.explanation.reason


class TestKnowledgeBase:
    def test_counts_what_was_decided_from_its_answer(self, answer, base):
        base.knows(TEXT, stored())

        answer()

        assert base.counted == [base.results[TEXT]]

    def test_does_not_count_a_chosen_entry(self, answer, base):
        base.knows("another question", stored())

        assert reason(answer(entry="shipping-brazil")) == "choice_selected"
        assert base.counted == []

    def test_does_not_count_what_led_to_a_person_or_would_have(self, answer, base):
        for cooling in (frozenset(), frozenset({"nothing_found_twice"})):
            answer(standing=Standing(nothing_found=1, cooling=cooling))

        assert base.counted == []

    def test_failure_is_evidence(self, answer, base):
        base.error = KnowledgeBaseError("broken on purpose")

        assert reason(answer()) == "knowledge_base_unavailable"

    def test_entry_that_is_gone_leaves_the_question_as_typed(self, answer, base):
        base.knows(TEXT, stored())

        assert reason(answer(entry="retired")) == "knowledge_sure"


class TestRasa:
    def test_failure_is_evidence(self, answer, dialogue):
        dialogue.down = True

        assert reason(answer()) == "bot_unavailable"

    def test_restart_is_evidence(self, answer, dialogue):
        dialogue.gone = True

        reply = answer()

        assert (reply.wait, reason(reply)) == (True, "one_moment")

    def test_is_not_asked_after_all_tries(self, answer, dialogue):
        assert reason(answer(standing=Standing(tries_used_up=True))) == "bot_unavailable"
        assert dialogue.asked == []

    @pytest.mark.parametrize(
        ("subject", "state", "verified"),
        [
            (None, {}, False),
            ("customer-6", {}, True),
            ("customer-6", {"requested_slot": "proof"}, False),
        ],
    )
    def test_hears_whether_the_visitor_needs_no_proof(
        self, answer, dialogue, subject, state, verified
    ):
        answer(subject=subject, state=state)

        assert dialogue.asked[0]["slots"] == {"identity_verified": verified, "in_hand": False}


class TestLookUp:
    @pytest.fixture(autouse=True)
    def asked_for(self, dialogue):
        dialogue.turns[TEXT] = RasaTurn("track_order", 0.9, acts=(LOOK_UP,), state={"slots": {}})

    def test_shows_what_it_found(self, answer):
        assert reason(answer(FakeLookUp(FOUND))) == "order_shown"

    def test_failure_is_evidence(self, answer):
        assert reason(answer(FakeLookUp(OrderSourceError("down")))) == "order_source_failed"

    def test_of_a_shop_without_orders_is_a_failure(self, answer):
        assert reason(answer()) == "order_source_failed"

    def test_mismatch_is_reported_to_rasa(self, answer, dialogue):
        dialogue.triggers["order_mismatch"] = RasaTurn("order_mismatch", 1.0, texts=(NO_MATCH,))

        reply = answer(FakeLookUp(Mismatch()))

        assert [line.text for line in reply.lines] == [wording().utter(NO_MATCH)]
        assert [asked["trigger"] for asked in dialogue.asked] == [None, "order_mismatch"]

    def test_mismatch_of_a_signed_visitor_makes_rasa_ask_for_a_proof(self, answer, dialogue):
        turns = [
            RasaTurn("track_order", 0.9, texts=(ASK_PROOF,)),
            RasaTurn("track_order", 0.9, acts=(Act("look_up_order", LOOK_UP.arguments),)),
        ]
        dialogue.turns[TEXT] = turns.pop

        reply = answer(FakeLookUp(Mismatch()), subject="customer-6")

        assert [line.text for line in reply.lines] == [wording().utter(ASK_PROOF)]
        assert [asked["slots"]["identity_verified"] for asked in dialogue.asked] == [True, False]
