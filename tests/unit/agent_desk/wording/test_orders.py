from string import Formatter
from typing import get_args

import pytest

from agent_desk.orders.model import EventCode, OrderStatus, RefundStatus
from agent_desk.wording.orders import EN, ZH

TEMPLATES = (
    "order",
    "order_undated",
    "items",
    "total",
    "item",
    "parcel",
    "event",
    "estimated",
    "no_events",
    "no_refund",
    "day",
)


def fields_of(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
class TestTables:
    def test_every_status_of_an_order_has_a_text(self, texts):
        assert texts.statuses.keys() == set(get_args(OrderStatus))

    def test_every_event_of_a_parcel_has_a_text_and_says_what_comes_next(self, texts):
        assert texts.events.keys() == texts.what_next.keys() == set(get_args(EventCode))

    def test_every_status_of_a_refund_has_a_text(self, texts):
        assert texts.refunds.keys() == set(get_args(RefundStatus))


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_names_nothing_in_one_language_that_the_other_does_not_know(name):
    chinese, english = fields_of(getattr(ZH, name)), fields_of(getattr(EN, name))
    if name == "day":  # a month has a name in English and a number in Chinese
        assert (chinese, english) == ({"month", "day"}, {"month_name", "day"})
    else:
        assert chinese == english
