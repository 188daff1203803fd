"""A shop's own HTTP API, in Relay's form and with a mapping."""

from datetime import UTC, datetime

import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.from_settings import source_from
from agent_desk.settings.orders import HttpOrders
from tests.fakes.api_server import Routes, serve

FIELDS = {
    "order_number": "code",
    "status": "state",
    "placed_at": "created",
    "customer_subject": "buyer.id",
    "phone": "buyer.mobile",
    "items": "lines[].{name: title, quantity: qty}",
    "total": "amount",
    "parcels": "boxes[].{tracking_number: no, carrier: by, events: log[].{at: t, code: what}}",
    "refunds": "money_back[].{status: state, amount: amount}",
}
MAPPING = {
    "order_path": "/v2/orders?code={}",
    "parcel_path": "/v2/boxes/{}",
    "customer_path": "/v2/buyers/{}/orders",
    "order": "results[0]",
    "orders": "results",
    "fields": FIELDS,
    "statuses": {"SENT": "shipped"},
    "event_codes": {"SIGNED": "delivered"},
    "refund_statuses": {"DONE": "paid"},
    "time_zone": "Asia/Taipei",
    "currency": "TWD",
}
ERP_ORDER = {
    "code": 3471,
    "state": "SENT",
    "created": "2026-11-03 22:00:00",
    "buyer": {"id": 26, "mobile": "0912-345-678"},
    "lines": [{"title": "紙燈籠", "qty": 2}],
    "amount": 1280,
    "boxes": [{"no": "LX1", "by": "Post", "log": [{"t": 1762700000, "what": "SIGNED"}]}],
    "money_back": [{"state": "DONE", "amount": "100"}],
    "margin": 0.4,
}


@pytest.fixture
def api():
    return Routes()


@pytest.fixture
def address(api):
    with serve(api) as url:
        yield url


def connected(url, **settings):
    return source_from(
        HttpOrders(kind="http", url=url, **{"token": "shop-token", "timeout_seconds": 5} | settings)
    )


class TestRelaysForm:
    def test_lists_the_orders_of_a_customer(self, address, api):
        sent = {"order_number": "1", "status": "paid", "customer_subject": "a/b"}
        api.pages["/customers/a%2Fb/orders"] = [sent, sent | {"order_number": "2"}]

        assert [o.order_number for o in connected(address).orders_of("a/b")] == ["1", "2"]

    @pytest.mark.parametrize("status", [404, 405])
    def test_lists_none_where_the_api_cannot(self, address, api, status):
        api.faults.append(status)

        assert connected(address).orders_of("customer-6") == ()

    def test_least_order_is_an_order(self, address, api):
        api.pages["/orders/1"] = {"order_number": 1, "status": "paid", "phone": None}

        assert connected(address).order("1").phone is None

    def test_one_that_is_not_a_list_is_an_error(self, address, api):
        api.pages["/customers/1/orders"] = {"orders": []}

        with pytest.raises(OrderSourceError, match="no list"):
            connected(address).orders_of("1")

    def test_token_may_have_a_header_of_its_own(self, address, api):
        api.token = ("X-Api-Key", "shop-token")
        api.pages["/orders/1"] = {"order_number": "1", "status": "paid"}

        assert connected(address, token_header="X-Api-Key").order("1") is not None
        with pytest.raises(OrderSourceError, match="401"):
            connected(address).order("1")


class TestMapping:
    def test_reads_an_api_of_any_form(self, address, api):
        api.pages["/v2/orders?code=3471"] = {"results": [ERP_ORDER]}

        order = connected(address, mapping=MAPPING).order("3471")

        assert (order.order_number, order.status, order.customer_subject) == (
            "3471",
            "shipped",
            "26",
        )
        assert order.placed_at.astimezone(UTC) == datetime(2026, 11, 3, 14, tzinfo=UTC)
        assert (order.items[0].name, order.items[0].quantity) == ("紙燈籠", 2)
        assert (order.total, order.currency) == (1280, "TWD")
        assert order.parcels[0].events[0].code == "delivered"
        assert order.refunds[0].status == "paid"
        assert order.unread == ()

    def test_empty_list_of_results_is_an_unknown_order(self, address, api):
        api.pages["/v2/orders?code=1"] = {"results": []}

        assert connected(address, mapping=MAPPING).order("1") is None

    def test_number_cannot_leave_its_place(self, address, api):
        connected(address, mapping=MAPPING).order("1&all=1")

        assert [(a.path, a.query) for a in api.asked] == [("/v2/orders", {"code": "1&all=1"})]

    def test_finds_parcels_and_lists_a_customers_orders(self, address, api):
        api.pages["/v2/boxes/LX1"] = {"results": [ERP_ORDER]}
        api.pages["/v2/buyers/26/orders"] = {"results": [ERP_ORDER, ERP_ORDER | {"code": 2}]}
        source = connected(address, mapping=MAPPING)

        assert source.order_of_parcel("LX1").order_number == "3471"
        assert [o.order_number for o in source.orders_of("26")] == ["3471", "2"]

    def test_asks_for_nothing_that_the_mapping_has_no_path_for(self, address, api):
        source = connected(address, mapping={"fields": FIELDS})

        assert source.order_of_parcel("LX1") is None
        assert source.orders_of("26") == ()
        assert api.asked == []

    def test_expression_that_does_not_fit_the_answer_is_a_clear_error(self, address, api):
        api.pages["/orders/1"] = {"code": 1, "state": "paid", "lines": 7}
        fields = FIELDS | {"items": "sort(lines)"}

        with pytest.raises(OrderSourceError, match=r"mapping\.items"):
            connected(address, mapping={"fields": fields}).order("1")


@pytest.mark.parametrize("mapping", [None, MAPPING])
@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (401, "token (status 401)"), (403, "status 403"), (500, "status 500"),
        ("html", "a web page"), ((302, {"Location": "http://127.0.0.1:9/"}), "redirects"),
        ("cut", "broke off"), ("malformed", "malformed JSON"), ("huge", "more than"),
        ((429, {"Retry-After": "3600"}), "too many requests"),
        ((429, {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}), "too many requests"),
    ],
)  # fmt: skip
def test_failure_says_what_to_do(address, api, mapping, fault, says):
    api.faults.append(fault)

    with pytest.raises(OrderSourceError) as refused:
        connected(address, mapping=mapping).order("1")

    assert says in str(refused.value)
    assert "shop-token" not in str(refused.value)


@pytest.mark.parametrize("patience", ["0", "0.1", "soon", None, "Fri, 31 Dec 1999 23:59:59 GMT"])
def test_server_that_asks_for_patience_is_asked_again(address, api, patience):
    api.faults.append((429, {"Retry-After": patience} if patience else {}))
    api.pages["/orders/1"] = {"order_number": "1", "status": "paid"}

    assert connected(address).order("1").status == "paid"


def test_host_without_an_address_is_named():
    with pytest.raises(OrderSourceError, match="DNS") as refused:
        connected("https://orders.invalid").order("1")

    assert refused.value.unreachable


def test_server_without_tls_is_named(address):
    with pytest.raises(OrderSourceError, match="TLS"):
        connected(address.replace("http://", "https://")).order("1")
