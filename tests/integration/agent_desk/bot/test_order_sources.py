"""Where orders come from: a shop's own API, or tables in a database."""

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text, update
from sqlalchemy.orm import Session

from agent_desk.demo.orders import ORDERS, SHOWCASE, fill_when_empty, showcase
from agent_desk.demo.tables import OrderRow
from agent_desk.errors import OrderSourceError
from agent_desk.orders.from_settings import source_from
from agent_desk.settings.orders import HttpOrders, SqlOrders
from tests.fakes.orders import event, order, parcel
from tests.fakes.shop_api import TOKEN, ShopApi, serve


@pytest.fixture
def api():
    return ShopApi(order(parcels=(parcel(event()),)))


@pytest.fixture
def http_source(api):
    with serve(api) as url:
        yield source_from(
            HttpOrders(kind="http", url=url, token=SecretStr(TOKEN), timeout_seconds=0.3)
        )


class TestHttp:
    def test_reads_an_order(self, http_source, api):
        assert http_source.order("RL2611200001") == api.orders["RL2611200001"]

    def test_finds_the_order_of_a_parcel(self, http_source):
        assert http_source.order_of_parcel("LX123456785CN").order_number == "RL2611200001"

    def test_has_none_where_the_shop_has_none(self, http_source):
        assert http_source.order("RL0000000000") is None

    def test_number_cannot_leave_its_place_in_the_address(self, http_source, api):
        http_source.order("../admin?x=1")

        assert api.paths == ["/orders/..%2Fadmin%3Fx%3D1"]

    @pytest.mark.parametrize("behaviour", ["silent", "error", "malformed", "redirect", "huge"])
    def test_every_failure_is_one_error(self, http_source, api, behaviour):
        api.behaviour = behaviour

        with pytest.raises(OrderSourceError):
            http_source.order("RL2611200001")

    def test_wrong_token_is_an_error_and_not_an_unknown_order(self, api):
        with serve(api) as url:
            source = source_from(HttpOrders(kind="http", url=url, token=SecretStr("wrong")))

            with pytest.raises(OrderSourceError, match="401"):
                source.order("RL2611200001")

    def test_unreachable_shop_is_an_error(self):
        source = source_from(
            HttpOrders(kind="http", url="http://127.0.0.1:9", token=SecretStr(TOKEN))
        )

        with pytest.raises(OrderSourceError):
            source.order("RL2611200001")


class TestSql:
    @pytest.fixture
    def url(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'shop.sqlite3'}"
        assert fill_when_empty(url) == ORDERS
        return url

    def test_demo_shop_is_filled_once(self, url):
        assert fill_when_empty(url) == 0

    def test_reads_every_demo_order_with_its_parcels(self, url):
        source = source_from(SqlOrders(kind="sql", url=url))

        orders = [source.order(f"RL{2611200001 + index}") for index in range(ORDERS)]

        assert None not in orders
        assert {o.status for o in orders} == {
            "unpaid", "paid", "packing", "shipped", "delivered", "cancelled", "returned"
        }  # fmt: skip
        parcels = [p for o in orders for p in o.parcels]
        assert len(parcels) > 100
        assert all(list(p.events) == sorted(p.events, key=lambda e: e.at)[::-1] for p in parcels)

    def test_finds_the_order_of_a_parcel(self, url):
        source = source_from(SqlOrders(kind="sql", url=url))
        number = source.order("RL2611200001").parcels[0].tracking_number

        assert source.order_of_parcel(number).order_number == "RL2611200001"
        assert source.order_of_parcel("LX000000000CN") is None

    def test_demo_page_shows_the_fixed_orders(self, url):
        shown = showcase(url)

        assert len(shown) == len(SHOWCASE)
        assert shown[0] == {
            "order_number": "RL2611200001",
            "phone_last4": "1234",
            "status": "shipped",
        }

    def test_demo_page_shows_nothing_of_another_shops_orders(self, url):
        engine = create_engine(url)
        with Session(engine) as session, session.begin():
            session.execute(update(OrderRow).values(phone="+1 202 555 0199"))

        assert showcase(url) == []

    def test_query_that_hangs_is_ended(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'shop.sqlite3'}"
        endless = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT i AS order_number, '' AS status, '' AS placed_at, '' AS customer_subject,
                '' AS phone, '' AS items, 0 AS total, '' AS currency, '' AS refund FROM n
        """
        with create_engine(url).begin() as connection:
            connection.execute(text(f"CREATE VIEW orders AS {endless}"))
        source = source_from(SqlOrders(kind="sql", url=url, timeout_seconds=0.1))

        with pytest.raises(OrderSourceError) as refused:
            source.order("RL2611200001")

        assert refused.value.unreachable

    def test_missing_database_is_an_error(self, tmp_path):
        source = source_from(SqlOrders(kind="sql", url=f"sqlite:///{tmp_path}/none/shop.sqlite3"))

        with pytest.raises(OrderSourceError):
            source.order("RL2611200001")
