import pytest
from pydantic import TypeAdapter, ValidationError

from agent_desk.orders.model import Order, OrderItem, Parcel, Refund
from agent_desk.settings.orders import CHILD_FIELDS, ORDER_FIELDS, OrderSettings

ORDERS = TypeAdapter(OrderSettings)
FIELDS = {"order_number": "code", "status": "state"}


def http(**mapping):
    return {"kind": "http", "url": "https://a.example", "token": "t", "mapping": mapping}


def sql(**mapping):
    return {"kind": "sql", "url": "sqlite:///x.sqlite3", "mapping": mapping}


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (http(fields={"order_number": "code"}), "say where status can be found"),
        (http(fields=FIELDS | {"price": "x"}), "price: an order has no such field"),
        (http(fields=FIELDS | {"total": "a[?"}), "no JMESPath expression"),
        (http(fields=FIELDS, order_path="orders"), "write a path like"),
        (http(fields=FIELDS, statuses={"NEW": "new"}), "mapping.statuses.NEW"),
        (http(fields=FIELDS, time_zone="Taipei"), "no time zone"),
        (http(fields=FIELDS, time_zone="../../etc/passwd"), "no time zone"),
        (sql(columns={"status": "state"}), "say where order_number"),
        (sql(columns=FIELDS, parcels={"table": "p", "columns": {"weight": "w"}}), "weight"),
        (
            {"kind": "shopify", "url": "https://a", "token": "t", "api_version": "2026-11"},
            "2026-10",
        ),
    ],
)
def test_mistake_is_named_before_the_start(settings, says):
    with pytest.raises(ValidationError) as refused:
        ORDERS.validate_python(settings)

    said = str(refused.value)
    assert says.removeprefix("mapping.").split(".")[0] in said


def test_least_settings_of_each_kind_are_enough():
    for settings in (
        {"kind": "shopify", "url": "https://a.myshopify.com", "token": "t"},
        {"kind": "woocommerce", "url": "https://a", "consumer_key": "k", "consumer_secret": "s"},
        {"kind": "http", "url": "https://a", "token": "t"},
        http(fields=FIELDS),
        sql(columns=FIELDS),
    ):
        assert ORDERS.validate_python(settings).kind == settings["kind"]


def test_fields_of_a_mapping_are_those_of_an_order():
    assert set(ORDER_FIELDS) == Order.model_fields.keys() - {"unread"}
    children = {"items": OrderItem, "parcels": Parcel, "refunds": Refund}
    assert {name: set(fields) for name, fields in CHILD_FIELDS.items()} == {
        name: set(model.model_fields) for name, model in children.items()
    }
