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
