import pytest
from pydantic import ValidationError

from agent_desk.orders.model import Order
from tests.fakes.orders import order, parcel


def test_parcel_is_found_although_the_shop_writes_its_number_with_spaces():
    spaced = parcel(number="lx 1234-56785 cn")

    found = order(parcels=(parcel(number="LX000000000CN"), spaced)).parcel("LX123456785CN")

    assert found is spaced


def test_order_has_no_parcel_of_another_number():
    assert order(parcels=(parcel(),)).parcel("LX000000000CN") is None


def test_field_that_nobody_asked_for_is_ignored_and_a_missing_one_is_an_error():
    sent = order().model_dump(mode="json")
    assert Order.model_validate(sent | {"warehouse": 7}) == order()

    del sent["phone"]
    with pytest.raises(ValidationError, match="phone"):
        Order.model_validate(sent)


@pytest.mark.parametrize(
    "changed",
    [
        {"total": "NaN"}, {"total": "Infinity"}, {"total": "1e1000000"}, {"total": 2**70},
        {"total": float("nan")}, {"placed_at": "0001-01-01T00:00:00+14:00"},
        {"placed_at": "9999-12-31T23:59:59-14:00"}, {"placed_at": 2**70},
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
