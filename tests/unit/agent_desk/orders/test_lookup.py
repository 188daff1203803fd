import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.lookup import (
    Asker,
    Found,
    Locked,
    Mismatch,
    OrderLookup,
)
from agent_desk.security.rates import Rates
from agent_desk.settings.desk import LimitSettings
from tests.fakes.orders import FakeOrders, event, order, parcel

NUMBER = "RL2611200001"


@pytest.fixture
def source():
    return FakeOrders(
        order(parcels=(parcel(event()),)), order("RL2611200006", customer_subject="customer-6")
    )


@pytest.fixture
def lookup(source):
    return OrderLookup(
        source, Rates(LimitSettings(order_attempts="3/hour", address_order_attempts="4/hour"))
    )


def find(lookup, number=NUMBER, digits="1234", visitor="v1", subject=None, tracking=None, **asker):
    who = Asker("demo", visitor, subject, **asker)
    if tracking:
        return lookup.parcel(tracking, who, digits)
    return lookup.order(number, who, digits)


class TestFind:
    def test_shows_an_order_to_who_knows_the_digits(self, lookup):
        assert find(lookup).order.order_number == NUMBER

    @pytest.mark.parametrize(
        "typed", ["rl2611200001", "RL 2611-200001", "ＲＬ２６１１２００００１"]
    )
    def test_takes_the_number_as_people_type_it(self, lookup, typed):
        assert isinstance(find(lookup, typed), Found)

    def test_shows_a_parcel_by_its_tracking_number(self, lookup):
        found = find(lookup, tracking="lx123456785cn")

        assert found.parcel.tracking_number == "LX123456785CN"

    def test_finds_a_parcel_whose_number_the_shop_writes_with_spaces(self):
        spaced = order(parcels=(parcel(event(), number="LX 123 456 785 CN"),))
        source = FakeOrders(spaced)
        source.order_of_parcel = lambda number: spaced

        found = find(OrderLookup(source, Rates(LimitSettings())), tracking="LX123456785CN")

        assert found.parcel is spaced.parcels[0]

    def test_order_without_the_parcel_asked_for_is_an_error_and_not_shown(self):
        source = FakeOrders(order())
        source.order_of_parcel = lambda number: order()

        with pytest.raises(OrderSourceError):
            find(OrderLookup(source, Rates(LimitSettings())), tracking="LX123456785CN")

    def test_another_order_than_the_one_asked_for_is_an_error_and_not_shown(self):
        source = FakeOrders(order())
        source.order = lambda number: order("RL9999999999")

        with pytest.raises(OrderSourceError):
            find(OrderLookup(source, Rates(LimitSettings())))

    @pytest.mark.parametrize("digits", [None, "", "0000", "12", "91234 0000"])
    def test_wrong_digits_do_not_fit(self, lookup, digits):
        assert find(lookup, digits=digits) == Mismatch()

    def test_unknown_order_looks_like_wrong_digits(self, lookup):
        assert find(lookup, "RL9999999999") == find(lookup, digits="0000") == Mismatch()

    def test_shows_an_order_to_its_signed_buyer_without_digits(self, lookup):
        found = find(lookup, "RL2611200006", digits=None, subject="customer-6")

        assert isinstance(found, Found)

    @pytest.mark.parametrize("number", [NUMBER, "RL2611200006"])
    def test_shows_a_signed_stranger_nothing(self, lookup, number):
        assert find(lookup, number, digits=None, subject="customer-7") == Mismatch()

    def test_failing_source_is_an_error_and_counts_nothing(self, lookup, source):
        source.down = True
        for _ in range(5):
            with pytest.raises(OrderSourceError):
                find(lookup)
        source.down = False

        assert isinstance(find(lookup), Found)


class TestGuessing:
    def test_locks_the_visitor_even_for_the_right_pair(self, lookup):
        for number in range(3):
            find(lookup, f"RL000000000{number}")

        locked = find(lookup)

        assert isinstance(locked, Locked)
        assert 0 < locked.retry_after_seconds <= 3600

    def test_locks_the_number_for_many_visitors(self, lookup):
        for visitor in range(3):
            find(lookup, digits="0000", visitor=f"v{visitor}")

        assert isinstance(find(lookup, visitor="v9"), Locked)

    def test_leaves_other_visitors_and_numbers_alone(self, lookup):
        for number in range(3):
            find(lookup, f"RL000000000{number}", visitor="guesser")

        assert isinstance(find(lookup, visitor="customer"), Found)

    def test_locks_the_address_that_sprays_over_visitors_and_numbers(self, lookup):
        for guess in range(4):
            find(lookup, f"RL000000000{guess}", visitor=f"v{guess}", address="192.0.2.7")

        assert isinstance(find(lookup, visitor="v9", address="192.0.2.7"), Locked)
        assert isinstance(find(lookup, visitor="v9", address="192.0.2.8"), Found)

    def test_right_tries_are_not_counted(self, lookup):
        assert all(isinstance(find(lookup), Found) for _ in range(10))
