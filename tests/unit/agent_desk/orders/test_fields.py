from datetime import UTC, date, datetime

import pytest

from agent_desk.orders.fields import order_fields
from agent_desk.orders.lookup import Found
from agent_desk.wording.wording import Wordings
from tests.fakes.orders import event, order, parcel


def coming(number="LX123456785CN", day=28, *events):
    estimated = None if day is None else date(2026, 11, day)
    return parcel(*events, number=number).model_copy(update={"estimated_delivery": estimated})


def in_words(language):
    return Wordings({}, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)).of("demo", language)


def fields(*parcels, language="en", **values):
    return order_fields(Found(order(parcels=parcels, **values)), in_words(language))


class TestOrderFields:
    def test_are_worded_for_the_visitor(self):
        assert fields(coming()) == {
            "order.number": "RL2611200001",
            "order.status": "on its way",
            "order.eta": "Nov 28",
            "order.carrier": "China Post",
            "order.tracking": "LX123456785CN",
        }
        assert fields(coming(), language="zh-Hant")["order.eta"] == "11月28日"

    def test_leave_out_what_is_not_known(self):
        assert fields(status="paid").keys() == {"order.number", "order.status"}

    @pytest.mark.parametrize(
        ("parcels", "eta"),
        [
            ((coming("A1", 27), coming("A2", 30)), "Nov 30"),
            ((coming("A1", 27, event("delivered")), coming("A2", 30)), "Nov 30"),
            ((coming("A1", 27), coming("A2", None)), None),
            ((coming("A1", 27, event("delivered")),), None),
        ],
    )
    def test_several_parcels_are_there_with_the_last(self, parcels, eta):
        assert fields(*parcels).get("order.eta") == eta

    def test_say_of_a_parcel_nothing_of_its_order(self):
        one, two = coming("A1"), coming("A2")
        found = order_fields(Found(order(parcels=(one, two)), parcel=one), in_words("en"))
        assert found == {
            "order.eta": "Nov 28",
            "order.carrier": "China Post",
            "order.tracking": "A1",
        }
