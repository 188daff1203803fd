import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.sources.json_api import OTHER_FORM
from agent_desk.orders.sources.shopify_orders import order_from
from tests.fakes.nasty_json import spoiled
from tests.fakes.shopify_api import ORDER, order


def state(paid="PAID", sent="UNFULFILLED", **changes):
    return order_from(
        order(displayFinancialStatus=paid, displayFulfillmentStatus=sent, **changes)
    ).status


def shown(*statuses):
    return [{"status": "SUCCESS", "displayStatus": status} for status in statuses]


@pytest.mark.parametrize(
    ("paid", "sent", "ours"),
    [
        ("PAID", "UNFULFILLED", "paid"), ("AUTHORIZED", "SCHEDULED", "paid"),
        ("PENDING", "UNFULFILLED", "unpaid"), ("EXPIRED", "UNFULFILLED", "unpaid"),
        ("PARTIALLY_PAID", "OPEN", "unpaid"), ("VOIDED", "UNFULFILLED", "cancelled"),
        ("REFUNDED", "FULFILLED", "refunded"), ("PARTIALLY_REFUNDED", "FULFILLED", "shipped"),
        ("PAID", "PARTIALLY_FULFILLED", "partly_shipped"), ("PAID", "ON_HOLD", "on_hold"),
        ("PAID", "IN_PROGRESS", "packing"), ("PAID", "PENDING_FULFILLMENT", "packing"),
        ("PAID", "REQUEST_DECLINED", "packing"), ("PAID", "RESTOCKED", "paid"),
        ("PENDING", "FULFILLED", "shipped"),
    ],
)  # fmt: skip
def test_state_is_said_in_our_words(paid, sent, ours):
    assert state(paid, sent) == ours


def test_cancelled_order_is_cancelled_whatever_else_it_is():
    assert state("REFUNDED", "FULFILLED", cancelledAt="2026-11-05T00:00:00Z") == "cancelled"


def test_order_that_came_back_whole_is_returned():
    assert state(sent="FULFILLED", returnStatus="RETURNED") == "returned"
    assert state(sent="FULFILLED", returnStatus="RETURN_REQUESTED") == "shipped"


@pytest.mark.parametrize(
    ("statuses", "ours"),
    [
        (["DELIVERED", "PICKED_UP"], "delivered"), (["DELIVERED", "IN_TRANSIT"], "shipped"),
        (["READY_FOR_PICKUP"], "ready_for_pickup"), (["FULFILLED"], "shipped"), ([], "shipped"),
    ],
)  # fmt: skip
def test_sent_order_is_where_its_parcels_are(statuses, ours):
    assert state(sent="FULFILLED", fulfillments=shown(*statuses)) == ours


def test_state_that_shopify_has_added_is_an_error():
    with pytest.raises(OrderSourceError, match="LOST"):
        state(sent="LOST")


def test_several_tracking_numbers_of_one_fulfilment_are_several_parcels():
    (first, *_) = order()["fulfillments"]
    first["trackingInfo"] += [{"company": "DHL", "number": "JJD1", "url": None}]

    parcels = order_from(order(fulfillments=[first])).parcels

    assert [parcel.tracking_number for parcel in parcels][1] == "JJD1"
    assert [parcel.items for parcel in parcels] == [(), ()]


def test_more_parcels_than_are_read_are_named():
    found = order_from(order(fulfillmentsCount={"count": 12}))

    assert found.unread == ("parcels: there are 12, and 10 were read",)


def test_order_of_any_form_is_read_or_an_error():
    for sent in spoiled(ORDER):
        try:
            found = order_from(sent)
        except (OrderSourceError, *OTHER_FORM):
            continue
        assert found.order_number
