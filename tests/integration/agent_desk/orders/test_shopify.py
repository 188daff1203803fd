"""The connector for Shopify, against a fake of its Admin API."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.from_settings import source_from
from agent_desk.orders.model import Refund
from agent_desk.settings.orders import ShopifyOrders
from tests.fakes.api_server import serve
from tests.fakes.shopify_api import TOKEN, FakeShopify, order


@pytest.fixture
def shopify():
    return FakeShopify()


@pytest.fixture
def address(shopify):
    with serve(shopify) as url:
        yield url


@pytest.fixture
def source(address):
    return connected(address)


def connected(url, **settings):
    known = {"kind": "shopify", "token": TOKEN, "timeout_seconds": 5}
    return source_from(ShopifyOrders(url=url, **known | settings))


class TestOrder:
    def test_is_read_whole(self, source):
        found = source.order("#1001")

        assert (found.order_number, found.status) == ("#1001", "partly_shipped")
        assert found.placed_at == datetime(2026, 11, 3, 14, tzinfo=UTC)
        assert found.customer_subject == "207119551"
        assert (found.phone, found.email) == ("+886 912 345 678", "lin@example.com")
        assert (found.postal_code, found.recipient) == ("106", "Lin Yi-Chun")
        assert [(i.name, i.quantity) for i in found.items] == [
            ("IPod Nano - 8gb - green", 2), ("Paper lantern", 1)
        ]  # fmt: skip
        assert (found.total, found.currency) == (Decimal(1280), "TWD")
        assert found.order_url is None  # Shopify's opens for everybody who has the link
        assert found.unread == ()

    def test_has_its_parcel_with_what_it_holds_and_no_cancelled_one(self, source):
        (parcel,) = source.order("#1001").parcels

        assert (parcel.carrier, parcel.url[:18]) == ("USPS", "https://tools.usps")
        assert [(i.name, i.quantity) for i in parcel.items] == [("IPod Nano - 8gb - green", 2)]
        assert parcel.estimated_delivery == date(2026, 11, 11)  # 18:00 UTC is the 11th in Taipei
        assert [e.code for e in parcel.events] == ["out_for_delivery", "in_transit"]
        assert parcel.events[0].place == "Taipei, Taiwan"

    def test_has_its_refund_in_the_customers_currency(self, source):
        assert source.order("#1001").refunds == (
            Refund(
                status="paid",
                amount=Decimal(100),
                currency="TWD",
                paid_at=datetime(2026, 11, 5, 1, tzinfo=UTC),
            ),
        )

    def test_of_a_longer_number_is_another_order(self, source, shopify):
        shopify.orders = [order(name="#1001-A", id="gid://shopify/Order/2"), order()]

        assert source.order("#1001").order_number == "#1001"
        assert source.order("#10") is None

    @pytest.mark.parametrize(
        "number", ['#1001" OR name:"#1002', '"', "\\", '#1001\\" OR status:any', "name:*", "*"]
    )
    def test_number_cannot_leave_its_place_in_the_search(self, source, shopify, number):
        assert source.order(number) is None

        (filter_,) = shopify.filters
        inside = filter_.removeprefix('name:"').removesuffix('"')
        assert filter_ == f'name:"{inside}"'
        assert inside.replace("\\\\", "").replace('\\"', "").count('"') == 0

    def test_with_more_than_a_page_of_items_has_them_all(self, source, shopify):
        first, second = ({"name": f"Item {page}", "quantity": 1} for page in (1, 2))
        more = {"hasNextPage": True, "endCursor": "c1"}
        shopify.orders = [
            order(
                lineItems={"nodes": [first], "pageInfo": more},
                pages={
                    "c1": {
                        "nodes": [second],
                        "pageInfo": {"hasNextPage": False, "endCursor": None},
                    }
                },
            )
        ]

        assert [item.name for item in source.order("#1001").items] == ["Item 1", "Item 2"]

    def test_whose_pages_of_items_never_end_is_an_error(self, source, shopify):
        page = {
            "nodes": [{"name": "Item", "quantity": 1}] * 100,
            "pageInfo": {"hasNextPage": True, "endCursor": "c1"},
        }
        shopify.orders = [order(lineItems=page, pages={"c1": page})]

        with pytest.raises(OrderSourceError, match="items"):
            source.order("#1001")

        assert len(shopify.asked) == 7

    def test_that_a_guest_placed_has_little_and_is_read(self, source, shopify):
        shopify.orders = [
            order(customer=None, email=None, shippingAddress=None, billingAddress=None, refunds=[])
        ]

        found = source.order("#1001")

        assert (found.customer_subject, found.email, found.phone) == (None, None, None)


class TestParcel:
    def test_is_found_by_the_shops_search(self, source):
        assert source.order_of_parcel("9400100000000000000000").order_number == "#1001"

    def test_of_which_the_search_knows_only_a_part_is_none(self, source):
        assert source.order_of_parcel("94001000") is None

    def test_is_none_where_the_search_does_not_know_tracking_numbers(self, source, shopify):
        shopify.searches_parcels = False

        assert source.order_of_parcel("9400100000000000000000") is None


class TestOrdersOf:
    def test_are_those_of_the_customer_newest_first(self, source, shopify):
        newer = order(name="#1002", id="gid://shopify/Order/2")
        other = order(name="#1003", customer={"id": "gid://shopify/Customer/1207119551"})
        shopify.orders = [newer, other, order()]

        listed = source.orders_of("207119551")

        numbers = [o.order_number for o in listed if o.customer_subject == "207119551"]
        assert numbers == ["#1002", "#1001"]
        assert listed[0].status == "partly_shipped"

    @pytest.mark.parametrize("subject", ["customer-6", "207119551 OR id:*", "", "２０７"])
    def test_are_none_for_an_id_that_is_not_shopifys(self, source, shopify, subject):
        assert source.orders_of(subject) == ()
        assert shopify.asked == []


class TestFailures:
    @pytest.mark.parametrize(
        ("fault", "says"),
        [
            (401, "access token (status 401)"), (402, "status 402"), (403, "status 403"),
            (404, "check the url"), (500, "status 500"), ("html", "a web page"),
            ((302, {"Location": "http://127.0.0.1:9/"}), "redirects"), ("cut", "broke off"),
            ("malformed", "malformed JSON"), ("huge", "more than"),
            ((429, {"Retry-After": "3600"}), "too many requests"),
        ],
    )  # fmt: skip
    def test_say_what_to_do(self, source, shopify, fault, says):
        shopify.faults.append(fault)

        with pytest.raises(OrderSourceError) as refused:
            source.order("#1001")

        assert says in str(refused.value)
        assert TOKEN not in str(refused.value)

    @pytest.mark.parametrize("fault", ["silent", "dripping"])
    def test_wait_ends_in_time(self, address, shopify, fault):
        shopify.faults.append(fault)

        with pytest.raises(OrderSourceError, match="in time") as refused:
            connected(address, timeout_seconds=0.2).order("#1001")

        assert refused.value.unreachable

    def test_deadline_is_for_all_requests_together(self, address, shopify):
        shopify.faults += [(429, {"Retry-After": "0.15"})] * 5

        with pytest.raises(OrderSourceError, match="too many requests"):
            connected(address, timeout_seconds=0.3).order("#1001")

        assert len(shopify.asked) == 2

    @pytest.mark.parametrize("answer", [[], {"data": None}, {"data": {"orders": [7]}}, "x", None,
                                        {"errors": "no"}, {"errors": [{"extensions": 7}]}])  # fmt: skip
    def test_answer_of_another_form_is_an_error(self, source, shopify, answer):
        shopify.answer = lambda asked: (200, answer, {})

        with pytest.raises(OrderSourceError):
            source.order("#1001")

    def test_wrong_token_is_no_unknown_order(self, address):
        with pytest.raises(OrderSourceError, match="401"):
            connected(address, token="wrong").order("#1001")

    def test_what_costs_too_much_now_is_asked_again_when_the_budget_allows(self, source, shopify):
        shopify.throttled = 2

        assert source.order("#1001").order_number == "#1001"
        assert len(shopify.asked) == 4

    def test_server_that_asks_for_patience_is_asked_again(self, source, shopify):
        shopify.faults.append((429, {"Retry-After": "0.1"}))

        assert source.order("#1001") is not None

    def test_fields_that_the_token_may_not_read_are_left_out_and_named(self, source, shopify):
        shopify.denied = {"customer", "phone"}

        found = source.order("#1001")

        assert (found.customer_subject, found.phone, found.email) == (None, None, "lin@example.com")
        assert "order.customer: Access denied for customer field." in found.unread

    @pytest.mark.parametrize(
        "needed", ["name", "refunds", "fulfillments", "displayFinancialStatus"]
    )
    def test_field_without_which_an_order_says_something_wrong_is_needed(
        self, source, shopify, needed
    ):
        shopify.denied = {needed}

        with pytest.raises(OrderSourceError, match="lacks a scope"):
            source.order("#1001")
