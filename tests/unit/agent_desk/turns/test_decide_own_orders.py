import pytest

from agent_desk.rasa.turn import Act, Utterance
from agent_desk.turns.decision import (
    Answer,
    ListOrders,
    LookUp,
    NameOrder,
    OfferOrders,
    Say,
    Show,
)
from agent_desk.turns.evidence import Unavailable
from tests.fakes.dialogue import ORDER_FORM
from tests.fakes.evidence import DOWN, FOUND, SURE, UNSURE, decided, turn
from tests.fakes.orders import order

ASK = Utterance("ask_order_number")
TWO = (order("#1002"), order("#1001"))
ONE = (order("#1001"),)
NAMED = turn("inform", 0.9, Act("look_up_order", {"order_number": "#1001", "topic": "refund"}))


def asked(intent="track_order", *, confidence=0.9, subject="customer-6", search=UNSURE, **more):
    rasa = turn(intent, confidence, texts=(ASK,), state=ORDER_FORM)
    return decided(rasa=rasa, search=search, subject=subject, **more)


class TestWithoutANumber:
    @pytest.mark.parametrize("intent", ["track_order", "track_parcel", "refund_status"])
    def test_signed_visitors_orders_are_listed(self, intent):
        assert asked(intent) == ListOrders()

    def test_is_as_before_for_a_guest(self):
        assert asked(subject=None) == Say((ASK,), "form")

    @pytest.mark.parametrize("intent", ["thank", "delivery_time"])
    def test_is_as_before_for_another_wish(self, intent):
        assert asked(intent) == Say((ASK,), "form")

    def test_is_as_before_when_it_is_hardly_understood(self):
        assert asked(confidence=0.1) != ListOrders()

    def test_orders_come_before_the_answer_how_it_is_done(self):
        assert asked(search=SURE) == ListOrders()


class TestList:
    def test_is_offered(self):
        assert asked(own_orders=TWO) == OfferOrders(TWO)

    @pytest.mark.parametrize("own", [(), Unavailable()])
    def test_that_is_empty_or_failed_leads_to_the_question_for_the_number(self, own):
        assert asked(own_orders=own) == Say((ASK,), "form")
        assert isinstance(asked(own_orders=own, search=SURE), Answer)

    def test_of_one_order_names_it(self):
        assert asked(own_orders=ONE) == NameOrder("#1001")

    def test_of_one_order_leads_to_it_at_once(self):
        assert asked(own_orders=ONE, named=NAMED) == LookUp(NAMED.acts[0])
        shown = asked(own_orders=ONE, named=NAMED, look_up=FOUND)
        assert shown == Show(FOUND, topic="refund")

    @pytest.mark.parametrize("named", [DOWN, turn("inform", 0.9, texts=(ASK,))])
    def test_of_one_order_is_offered_where_rasa_does_not_take_the_number(self, named):
        assert asked(own_orders=ONE, named=named) == OfferOrders(ONE)


def test_other_order_is_asked_for_by_its_number():
    assert decided(text="Another order", other_order=True) == Say((ASK,), "form")
