"""The connector for WooCommerce, against a fake of its REST API."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.from_settings import source_from
from agent_desk.orders.model import Refund
from agent_desk.settings.orders import WooCommerceOrders
from tests.fakes.api_server import serve
from tests.fakes.woocommerce_api import KEY, SECRET, FakeWooCommerce, order


@pytest.fixture
def shop():
    return FakeWooCommerce()


@pytest.fixture
def address(shop):
    with serve(shop) as url:
        yield url


@pytest.fixture
def source(address):
    return connected(address)


def connected(url, **settings):
    known = {"consumer_key": KEY, "consumer_secret": SECRET, "timeout_seconds": 5}
    return source_from(WooCommerceOrders(kind="woocommerce", url=url, **known | settings))


class TestOrder:
    def test_is_read_whole(self, source):
        found = source.order("3471")

        assert (found.order_number, found.status) == ("3471", "shipped")
        assert found.placed_at == datetime(2026, 11, 3, 14, tzinfo=UTC)
        assert found.customer_subject == "26"
        assert (found.phone, found.email) == ("0912-345-678", "lin@example.com")
        assert (found.postal_code, found.recipient) == ("106", "林怡君")
        assert [(i.name, i.quantity) for i in found.items] == [("紙燈籠", 2), ("羊毛圍巾 - 紅", 1)]
        assert (found.total, found.currency) == (Decimal(1280), "TWD")
        assert found.unread == ()

    def test_has_the_parcels_that_the_plugin_keeps(self, source):
        black_cat, post = source.order("3471").parcels

        assert black_cat.carrier == "黑貓宅急便"
        assert black_cat.url == "https://www.t-cat.com.tw/inquire/trace.aspx?no=901234567890"
        assert (post.tracking_number, post.carrier) == ("LX123456785TW", "Chunghwa POST")

    def test_has_its_refunds_with_their_days(self, source):
        assert source.order("3471").refunds == (
            Refund(status="paid", amount=100, paid_at=datetime(2026, 11, 5, 1, tzinfo=UTC)),
        )

    def test_that_the_shop_pays_back_by_hand_is_approved(self, source, shop):
        shop.refunds = [shop.refunds[0] | {"refunded_payment": False}]

        (refund,) = source.order("3471").refunds

        assert (refund.status, refund.paid_at) == ("approved", None)

    def test_number_that_a_plugin_gave_is_searched_for_and_compared(self, source, shop):
        shop.orders = [
            order(id=3471, number="WC-00032"),
            order(id=9, number="3471"),
            order(id=10, number="WC-00031"),
        ]

        assert source.order("3471").order_number == "3471"
        assert source.order("WC-00031").order_number == "WC-00031"
        assert source.order("WC-0003") is None

    def test_on_a_later_page_of_the_search_is_found(self, source, shop):
        others = [order(id=n, number=f"A-7{n}") for n in range(100, 145)]
        shop.orders = [*others, order(id=7, number="A-7")]

        assert source.order("A-7").order_number == "A-7"

    def test_behind_too_many_pages_is_none(self, source, shop):
        shop.orders = [order(id=n, number=f"A-7{n}") for n in range(100, 300)]

        assert source.order("A-7") is None
        assert len(shop.asked) == 3

    @pytest.mark.parametrize("number", ["../customers/1", "1?_fields=id", "1/refunds", "１"])
    def test_number_cannot_leave_its_place_in_the_address(self, source, shop, number):
        assert source.order(number) is None
        assert {asked.path for asked in shop.asked} == {"/wp-json/wc/v3/orders"}

    def test_cart_that_was_left_is_no_order(self, source, shop):
        shop.orders = [order(status="checkout-draft")]

        assert source.order("3471") is None

    @pytest.mark.parametrize(
        ("status", "ours"),
        [("pending", "unpaid"), ("on-hold", "on_hold"), ("processing", "paid"),
         ("completed", "completed"), ("cancelled", "cancelled"), ("refunded", "refunded"),
         ("failed", "unpaid"), ("in-production", "packing")],
    )  # fmt: skip
    def test_state_is_said_in_our_words(self, address, shop, status, ours):
        shop.orders = [order(status=status, meta_data=[], refunds=[])]
        source = connected(address, statuses={"in-production": "packing"})

        assert source.order("3471").status == ours

    def test_state_of_an_unknown_plugin_is_an_error_that_names_it(self, source, shop):
        shop.orders = [order(status="in-production")]

        with pytest.raises(OrderSourceError, match="'in-production' is no state"):
            source.order("3471")


def test_parcel_is_found_by_its_number_and_not_by_a_part(source):
    assert source.order_of_parcel("901234567890").order_number == "3471"
    assert source.order_of_parcel("LX123456785TW").order_number == "3471"
    assert source.order_of_parcel("9012345") is None


class TestOrdersOf:
    def test_are_those_of_the_customer(self, source, shop):
        shop.orders = [order(id=2, number="2"), order(id=3, customer_id=5), order(id=1, number="1")]

        assert [o.order_number for o in source.orders_of("26")] == ["2", "1"]

    @pytest.mark.parametrize("subject", ["0", "00", "customer-6", "", "-1", "26&search=1"])
    def test_are_none_for_guests_and_ids_that_are_not_woocommerces(self, source, shop, subject):
        shop.orders = [order(customer_id=0)]

        assert source.orders_of(subject) == ()
        assert shop.asked == []


class TestFailures:
    @pytest.mark.parametrize(
        ("fault", "says"),
        [
            (401, "consumer key (status 401)"), (403, "status 403"), (500, "status 500"),
            ("html", "a web page"), ((301, {"Location": "http://127.0.0.1:9/"}), "redirects"),
            ("cut", "broke off"), ("malformed", "malformed JSON"), ("huge", "more than"),
            ((429, {"Retry-After": "3600"}), "too many requests"),
        ],
    )  # fmt: skip
    def test_say_what_to_do(self, source, shop, fault, says):
        shop.faults.append(fault)

        with pytest.raises(OrderSourceError) as refused:
            source.order("3471")

        assert says in str(refused.value)
        assert SECRET not in str(refused.value)

    def test_silence_ends_in_time(self, address, shop):
        shop.faults.append("silent")

        with pytest.raises(OrderSourceError, match="in time"):
            connected(address, timeout_seconds=0.2).order("3471")

    def test_address_without_woocommerce_is_no_unknown_order(self, address):
        with pytest.raises(OrderSourceError, match="check the url"):
            connected(f"{address}/blog").order("3471")

    def test_refunds_that_cannot_be_read_are_not_left_out(self, source, shop):
        shop.refunds = {"code": "internal"}

        with pytest.raises(OrderSourceError, match="refunds"):
            source.order("3471")
