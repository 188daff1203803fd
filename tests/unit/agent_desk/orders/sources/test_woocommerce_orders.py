import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.sources.json_api import OTHER_FORM
from agent_desk.orders.sources.reading import Conventions
from agent_desk.orders.sources.woocommerce_orders import STATUSES, order_from, tracking_items
from tests.fakes.nasty_json import spoiled
from tests.fakes.woocommerce_api import ORDER, REFUNDS, order

WOO = Conventions(statuses=STATUSES)


def read(**changes):
    return order_from(order(**changes), [], WOO)


def meta(value):
    return [{"id": 1, "key": "_wc_shipment_tracking_items", "value": value}]


def test_completed_order_with_parcels_is_shipped_unless_the_shop_says_otherwise():
    delivered = Conventions(statuses=STATUSES | {"completed": "delivered"})

    assert read().status == "shipped"
    assert read(status="processing").status == "partly_shipped"
    assert order_from(order(), [], delivered).status == "delivered"


def test_order_of_a_guest_has_no_customer():
    assert read(customer_id=0).customer_subject is None


def test_names_are_written_as_their_bearers_do():
    latin = ORDER["billing"] | {"first_name": "Ana", "last_name": "Lima"}

    assert read().recipient == "林怡君"
    assert read(billing=latin).recipient == "Ana Lima"


@pytest.mark.parametrize("value", [{"1": {"tracking_number": "T1"}}, [{"tracking_number": "T1"}]])
def test_parcels_are_found_in_a_list_and_in_a_list_with_gaps(value):
    assert tracking_items(order(meta_data=meta(value))) == [{"tracking_number": "T1"}]


@pytest.mark.parametrize("value", ["", None, [], {}])
def test_plugin_without_parcels_has_none(value):
    assert tracking_items(order(meta_data=meta(value))) == []


def test_link_that_needs_more_than_the_number_is_left_out():
    item = {"tracking_number": "T1", "custom_tracking_link": "https://x.example/%1$s/%2$s"}

    assert read(meta_data=meta([item])).parcels[0].url is None


def test_order_of_any_form_is_read_or_an_error():
    for sent, refunds in [
        *((sent, REFUNDS) for sent in spoiled(ORDER)),
        *((ORDER, refunds) for refunds in spoiled(REFUNDS)),
    ]:
        try:
            found = order_from(sent, refunds, WOO)
        except (OrderSourceError, *OTHER_FORM):
            continue
        assert found.order_number
