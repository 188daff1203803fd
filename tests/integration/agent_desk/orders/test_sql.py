"""A shop's own database: Relay's tables with what a shop has of them, and a mapping."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text

from agent_desk.errors import OrderSourceError, StartError
from agent_desk.orders.from_settings import source_from
from agent_desk.settings.orders import SqlOrders

MAPPING = {
    "table": "shop orders",
    "columns": {
        "order_number": "code",
        "status": "state",
        "placed_at": "created",
        "customer_subject": "buyer",
        "total": "amount",
    },
    "items": {"table": "lines", "order_number": "of", "columns": {"name": "title", "quantity": "q"}},
    "parcels": {
        "table": "boxes",
        "order_number": "of",
        "columns": {"tracking_number": "no", "events": "log"},
    },
    "refunds": {
        "table": "refunds", "order_number": "of", "columns": {"status": "state", "amount": "amount"}
    },
    "statuses": {"7": "shipped"},
    "refund_statuses": {"done": "paid"},
    "time_zone": "Asia/Taipei",
    "currency": "TWD",
}  # fmt: skip
ERP = """
    CREATE TABLE "shop orders" (code INTEGER, state INTEGER, created TEXT, buyer TEXT, amount REAL);
    INSERT INTO "shop orders" VALUES (3471, 7, '2026-11-03 22:00:00', 'c26', 1280);
    INSERT INTO "shop orders" VALUES (3472, 7, '2026-11-04 22:00:00', 'c26', 99.5);
    CREATE TABLE lines ("of" INTEGER, title TEXT, q INTEGER);
    INSERT INTO lines VALUES (3471, 'Lantern', 2);
    INSERT INTO lines VALUES (3471, 'Scarf', 1);
    CREATE TABLE boxes ("of" INTEGER, no TEXT, log TEXT);
    INSERT INTO boxes VALUES (3471, 'LX1', '[{"at": "2026-11-05 08:00", "code": "delivered"}]');
    INSERT INTO boxes VALUES (3471, 'LX2', NULL);
    CREATE TABLE refunds ("of" INTEGER, state TEXT, amount TEXT);
    INSERT INTO refunds VALUES (3471, 'DONE', '100.50');
"""


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'shop.sqlite3'}"

    def filled(statements):
        with create_engine(url).begin() as connection:
            for statement in filter(str.strip, statements.split(";")):
                connection.execute(text(statement.replace(":", r"\:")))
        return url

    return filled


def connected(url, **settings):
    return source_from(SqlOrders(kind="sql", url=url, **settings))


class TestMapping:
    def test_reads_tables_of_any_form(self, database):
        order = connected(database(ERP), mapping=MAPPING).order("3471")

        assert (order.order_number, order.status, order.currency) == ("3471", "shipped", "TWD")
        assert order.placed_at.astimezone(UTC) == datetime(2026, 11, 3, 14, tzinfo=UTC)
        assert [(i.name, i.quantity) for i in order.items] == [("Lantern", 2), ("Scarf", 1)]
        assert [p.tracking_number for p in order.parcels] == ["LX1", "LX2"]
        assert order.parcels[0].events[0].at == datetime(2026, 11, 5, tzinfo=UTC)
        assert (order.refunds[0].status, str(order.refunds[0].amount)) == ("paid", "100.50")
        assert order.unread == ()

    def test_finds_the_order_of_a_parcel(self, database):
        source = connected(database(ERP), mapping=MAPPING)

        assert source.order_of_parcel("LX2").order_number == "3471"
        assert source.order_of_parcel("LX") is None

    def test_lists_a_customers_orders_newest_first(self, database):
        source = connected(database(ERP), mapping=MAPPING)

        assert [o.order_number for o in source.orders_of("c26")] == ["3472", "3471"]
        assert source.orders_of("c2") == ()

    def test_a_list_reads_no_more_tables_than_a_search_for_a_parcel_needs(self, database):
        first, _ = connected(database(ERP), mapping=MAPPING).orders_of("c26")[::-1]

        assert [parcel.tracking_number for parcel in first.parcels] == ["LX1", "LX2"]
        assert first.items == first.refunds == ()

    @pytest.mark.parametrize("number", ["' OR 1=1 --", "3471; DROP TABLE lines", '"', "%"])
    def test_number_is_a_value_and_never_sql(self, database, number):
        source = connected(database(ERP), mapping=MAPPING)

        assert source.order(number) is None
        assert source.order("3471").items

    @pytest.mark.parametrize(
        "mapping",
        [
            {"table": "x; DROP TABLE lines"},
            {"columns": {"order_number": 'code" FROM lines; --', "status": "state"}},
        ],
    )
    def test_name_in_a_setting_is_a_name_and_never_sql(self, database, mapping):
        url = database(ERP)

        with pytest.raises(OrderSourceError, match="no such"):
            connected(url, mapping=MAPPING | mapping).order("3471")
        assert connected(url, mapping=MAPPING).order("3471").items

    def test_more_rows_than_an_order_may_have_are_an_error(self, database):
        url = database(ERP + "INSERT INTO boxes VALUES (3471, 'LX', NULL);" * 60)

        with pytest.raises(OrderSourceError, match="parcels"):
            connected(url, mapping=MAPPING).order("3471")


class TestRelaysTables:
    def test_need_number_and_state_only(self, database):
        url = database(
            "CREATE TABLE orders (order_number TEXT, status TEXT, email TEXT);"
            "INSERT INTO orders VALUES ('#1001', 'paid', 'a@b.example')"
        )

        source = connected(url)

        assert source.order("#1001").email == "a@b.example"
        assert source.order_of_parcel("LX1") is None
        assert source.orders_of("customer-6") == ()

    def test_without_a_state_are_an_error_that_says_so(self, database):
        url = database("CREATE TABLE orders (order_number TEXT)")

        with pytest.raises(OrderSourceError, match="order_number and status"):
            connected(url).order("1")


class TestFailures:
    def test_driver_that_is_not_installed_is_named_and_no_password(self):
        with pytest.raises(StartError, match="driver for mysql") as refused:
            connected("mysql://shop:hunter2@db.example/shop")

        assert "hunter2" not in str(refused.value)

    def test_table_that_is_not_there_is_named(self, database):
        with pytest.raises(OrderSourceError, match="no table orders"):
            connected(database("CREATE TABLE sales (code TEXT)")).order("1")
