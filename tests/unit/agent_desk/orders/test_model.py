import pytest
from pydantic import ValidationError

from agent_desk.orders.model import Order, OrderItem, Refund
from tests.fakes.orders import event, order, parcel


def test_parcel_is_found_although_the_shop_writes_its_number_with_spaces():
    spaced = parcel(number="lx 1234-56785 cn")

    found = order(parcels=(parcel(number="LX000000000CN"), spaced)).parcel("LX123456785CN")

    assert found is spaced


def test_order_has_no_parcel_of_another_number():
    assert order(parcels=(parcel(),)).parcel("LX000000000CN") is None


def test_number_and_status_are_all_that_an_order_needs():
    least = Order.model_validate({"order_number": 3471, "status": "paid", "warehouse": 7})

    assert (least.order_number, least.phone, least.items, least.parcels) == ("3471", None, (), ())
    for needed in ("order_number", "status"):
        with pytest.raises(ValidationError, match=needed):
            Order.model_validate({"order_number": "3471", "status": "paid"} | {needed: None})


def test_blank_and_null_say_nothing():
    sent = dict.fromkeys(Order.model_fields.keys() - {"unread"})
    empty = Order.model_validate(
        sent | {"order_number": "1", "status": "paid", "phone": " ", "total": ""}
    )

    assert empty == Order(order_number="1", status="paid")


def test_only_refund_may_stand_alone():
    sent = order().model_dump(mode="json") | {"refund": {"status": "paid", "amount": "4.20"}}

    assert Order.model_validate(sent).refunds == (Refund(status="paid", amount="4.20"),)


def test_item_is_named_in_the_visitors_language_where_the_shop_has_it():
    both = OrderItem(name_zh="灯笼", name_en="Lantern")

    assert (both.name_in("en"), both.name_in("zh-Hant")) == ("Lantern", "灯笼")
    assert OrderItem(name="Linterna", name_en="Lantern").name_in("zh-Hans") == "Linterna"
    assert OrderItem(name_zh="灯笼").name_in("en") == "灯笼"


def test_events_of_a_parcel_are_newest_first_however_they_are_sent():
    moved = parcel(event("accepted", 4), event("customs", 12), event("departed", 9))

    assert [one.code for one in moved.events] == ["customs", "departed", "accepted"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://shop.example", "//shop.example", "https://a b"]
)
def test_link_that_no_browser_should_open_is_an_error(url):
    with pytest.raises(ValidationError):
        order(order_url=url)


@pytest.mark.parametrize(
    "changed",
    [
        {"total": "NaN"}, {"total": "Infinity"}, {"total": "1e1000000"}, {"total": 2**70},
        {"total": float("nan")}, {"placed_at": 2**70}, {"order_number": ""},
        {"items": [{"quantity": 1}]}, {"order_url": "https://" + "x" * 2048},
        {"order_number": "x" * 10_000_000}, {"phone": "1" * 1000}, {"customer_subject": "a\ud800"},
        {"items": [{"name_zh": "a", "name_en": "a", "quantity": 2**63}]},
        {"items": [{"name_zh": "a", "name_en": "a", "quantity": -1}]},
        {"items": [{"name_zh": "a", "name_en": "a", "quantity": 1}] * 501},
        {"parcels": [{"tracking_number": "a", "carrier": "b"}] * 100_000},
        {"refund": {"status": "paid", "amount": "-1e99", "requested_at": "2026-11-21T08:00:00Z"}},
    ],
)  # fmt: skip
def test_value_out_of_bounds_is_an_error(changed):
    with pytest.raises(ValidationError):
        Order.model_validate(order().model_dump(mode="json") | changed)


def test_half_a_character_and_nul_are_repaired():
    assert order(currency="U\ud800\0").currency == "U\ufffd"
