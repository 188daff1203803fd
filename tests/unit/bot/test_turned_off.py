import pytest

from bot.turn import read_turn
from bot.turned_off import TurnedOff

SEARCH = {"act": "search_knowledge_base"}
NO_LOOK_UPS = TurnedOff(acts=frozenset({"look_up_order", "look_up_parcel"}))
NO_ORDERS = TurnedOff(acts=frozenset({"look_up_order"}))
ORDER, PARCEL = {"entity": "order_number"}, {"entity": "tracking_number"}


class TestTurnedOff:
    def test_comes_with_the_turn(self):
        body = {"conversation_id": "c1", "text": "hi"}
        off = {"intents": ["membership"], "acts": ["look_up_order"]}
        assert read_turn(body | {"turned_off": off}).turned_off == TurnedOff(
            frozenset({"membership"}), frozenset({"look_up_order"})
        )
        assert read_turn(body).turned_off == TurnedOff()

    @pytest.mark.parametrize(
        ("off", "intent", "found", "number", "in_vain"),
        [
            (TurnedOff(), "track_order", [], None, False),
            (NO_LOOK_UPS, "track_order", [], None, True),
            (NO_LOOK_UPS, "refund_status", [], None, True),
            (NO_LOOK_UPS, "delivery_time", [], None, False),
            (NO_LOOK_UPS, "inform", [ORDER], None, True),
            (NO_LOOK_UPS, "inform", [PARCEL], None, True),
            (NO_ORDERS, "inform", [PARCEL], "LX123456785CN", False),
            (NO_ORDERS, "track_parcel", [PARCEL], "LX123456785CN", False),
            (NO_ORDERS, "refund_status", [], "LX123456785CN", True),
        ],
    )
    def test_says_what_is_asked_in_vain(self, off, intent, found, number, in_vain):
        assert off.is_in_vain(intent, found, number) is in_vain

    @pytest.mark.parametrize(
        ("slots", "kept"), [({}, False), ({"tracking_number": "LX123456785CN"}, True)]
    )
    def test_keeps_a_form_that_may_lead_to_a_look_up(self, slots, kept):
        assert NO_ORDERS.keeps_form(slots) is kept

    def test_replaces_an_act_by_a_search(self):
        complaint = {"act": "hand_off", "reason": "complaint"}
        off = TurnedOff(acts=frozenset({"hand_off:complaint"}))
        assert off.message(complaint, in_vain=False) == SEARCH
        assert TurnedOff().message(complaint, in_vain=False) == complaint

    def test_says_why_a_person_is_needed_where_nothing_is_looked_up(self):
        assert NO_LOOK_UPS.message(SEARCH, in_vain=True) == SEARCH | {"otherwise": "order_question"}

    def test_leaves_alone_what_is_said(self):
        assert NO_LOOK_UPS.message({"say": "greet"}, in_vain=True) == {"say": "greet"}
