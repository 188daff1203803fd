"""Settings of where a shop's orders come from, a class for each kind (docs/orders.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal, get_args

import jmespath
from pydantic import AfterValidator, Field, SecretStr

from agent_desk.settings.order_words import EventCode, OrderStatus, RefundStatus
from agent_desk.settings.types import DatabaseUrl, Seconds, Strict, TimeZone

ORDER_FIELDS = (
    "order_number", "status", "placed_at", "customer_subject", "phone", "email", "postal_code",
    "recipient", "items", "total", "currency", "parcels", "refunds", "order_url",
)  # fmt: skip
CHILD_FIELDS = {
    "items": ("name", "name_zh", "name_en", "quantity"),
    "parcels": ("tracking_number", "carrier", "url", "items", "estimated_delivery", "events"),
    "refunds": ("status", "amount", "currency", "requested_at", "paid_at"),
}
_NEEDED = {"order_number", "status"}


def _checked_fields(written: dict[str, str]) -> dict[str, str]:
    _refuse_unknown(written, ORDER_FIELDS)
    missing = _NEEDED - written.keys()
    if missing:
        raise ValueError(f"say where {' and '.join(sorted(missing))} can be found")
    return written


def _refuse_unknown(written: Iterable[str], known: Iterable[str]) -> None:
    unknown = set(written) - set(known)
    if unknown:
        raise ValueError(
            f"{', '.join(sorted(unknown))}: an order has no such field; it has {', '.join(known)}"
        )


def _checked_expressions(written: dict[str, str]) -> dict[str, str]:
    for expression in written.values():
        _checked_expression(expression)
    return written


def _checked_expression(written: str) -> str:
    try:
        jmespath.compile(written)
    except jmespath.exceptions.JMESPathError as error:
        raise ValueError(f"{written!r} is no JMESPath expression") from error
    return written


def _checked_path(written: str) -> str:
    if not written.startswith("/") or written.count("{}") != 1:
        raise ValueError("write a path like /orders/{}, with {} where the number stands")
    return written


_API_VERSION = re.compile(r"20\d\d-(01|04|07|10)")


def _checked_version(written: str) -> str:
    if not _API_VERSION.fullmatch(written):
        raise ValueError("a version looks like 2026-10")
    return written


Path = Annotated[str, AfterValidator(_checked_path)]
JmesPath = Annotated[str, AfterValidator(_checked_expression)]


class Words(Strict):
    """How a shop writes what an order holds."""

    statuses: dict[str, OrderStatus] = Field(
        default={},
        description="The shop's words for the state of an order, each with ours: `{NEW: paid}`. "
        "Ours need not be listed.",
    )
    event_codes: dict[str, EventCode] = Field(
        default={}, description="The same for the events of a parcel: `{SIGNED: delivered}`."
    )
    refund_statuses: dict[str, RefundStatus] = Field(
        default={}, description="The same for the state of a refund: `{DONE: paid}`."
    )
    time_zone: TimeZone = Field(
        "UTC", description="The zone of times that come without one, such as `Asia/Taipei`."
    )
    currency: str | None = Field(
        None, description="The currency of orders that name none, such as `TWD`."
    )


class HttpMapping(Words):
    """Where an API of any form has what an order holds. The expressions are JMESPath."""

    order_path: Path = Field(
        "/orders/{}", description="Path of an order, with `{}` for its number."
    )
    parcel_path: Path | None = Field(
        None,
        description="Path that answers with the order of a parcel, with `{}` for the tracking "
        "number; without it parcels are not looked up by their number.",
    )
    customer_path: Path | None = Field(
        None,
        description="Path of a customer's orders, with `{}` for their id; without it they are not "
        "listed.",
    )
    order: JmesPath = Field(
        "@", description="Where the order is in an answer, such as `data.order` or `results[0]`."
    )
    orders: JmesPath = Field("@", description="Where the list is in a customer's orders.")
    fields: Annotated[
        dict[str, str], AfterValidator(_checked_fields), AfterValidator(_checked_expressions)
    ] = Field(description="Where each field is in an order: `{order_number: code, …}`.")


class ChildTable(Strict):
    """A table or view with what belongs to an order."""

    table: str = Field(description="Its name, with its schema where there is one: `shop.parcels`.")
    order_number: str = Field("order_number", description="Its column with the order's number.")
    columns: dict[str, str] = Field(description="Its column for each field.")


def _checked_child(name: str) -> AfterValidator:
    def checked(table: ChildTable | None) -> ChildTable | None:
        if table is not None:
            _refuse_unknown(table.columns, CHILD_FIELDS[name])
        return table

    return AfterValidator(checked)


class SqlMapping(Words):
    """Which tables and columns hold an order."""

    table: str = Field(
        "orders", description="The table or view of orders, with its schema where there is one."
    )
    columns: Annotated[dict[str, str], AfterValidator(_checked_fields)] = Field(
        description="The column of each field: `{order_number: code, …}`."
    )
    items: Annotated[ChildTable | None, _checked_child("items")] = Field(
        None, description="The table of what was ordered, if it is not a column of JSON."
    )
    parcels: Annotated[ChildTable | None, _checked_child("parcels")] = Field(
        None, description="The table of parcels."
    )
    refunds: Annotated[ChildTable | None, _checked_child("refunds")] = Field(
        None, description="The table of refunds, if it is not a column of JSON."
    )


class SqlOrders(Strict):
    """Orders come from a database."""

    kind: Literal["sql"] = Field(description="`sql`: the tables of a database.")
    url: DatabaseUrl = Field(description="SQLAlchemy URL of the shop's database.")
    timeout_seconds: Seconds = Field(3.0, description="Longest time for one look-up.")
    mapping: SqlMapping | None = Field(
        None, description="Which tables and columns hold an order, if they are not Relay's own."
    )


class _Api(Strict):
    url: str
    timeout_seconds: Seconds = Field(
        3.0, description="Longest time for one look-up, even if the answer arrives in pieces."
    )
    allow_plain_http: bool = Field(
        False,
        description="Accept an `http://` address on another machine. Whoever is on the way can then "
        "read the token and the orders.",
    )


class HttpOrders(_Api):
    """Orders come from the shop's own HTTP API."""

    kind: Literal["http"] = Field(description="`http`: the shop's own HTTP API.")
    url: str = Field(description="Address to which the paths of orders and parcels are appended.")
    token: SecretStr = Field(description="Sent to that API as a bearer token.")
    token_header: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9-]{1,64}$",
        description="Another header that takes the token as it is, such as `X-Api-Key`.",
    )
    mapping: HttpMapping | None = Field(
        None, description="Where the API has what an order holds, if it has a form of its own."
    )


class ShopifyOrders(_Api):
    """Orders come from Shopify's Admin API."""

    kind: Literal["shopify"] = Field(description="`shopify`: a shop on Shopify.")
    url: str = Field(description="Address of the shop, such as https://my-shop.myshopify.com.")
    token: SecretStr = Field(description="Admin API access token of a custom app in that shop.")
    api_version: Annotated[str, AfterValidator(_checked_version)] = Field(
        "2026-10", description="Version of Shopify's Admin API. Each is served for a year."
    )


class WooCommerceOrders(_Api):
    """Orders come from WooCommerce's REST API."""

    kind: Literal["woocommerce"] = Field(
        description="`woocommerce`: a shop with WooCommerce on WordPress."
    )
    url: str = Field(description="Address of the shop, such as https://shop.example.")
    consumer_key: SecretStr = Field(description="Consumer key of the REST API, with read access.")
    consumer_secret: SecretStr = Field(description="Consumer secret of that key.")
    statuses: dict[str, OrderStatus] = Field(
        default={},
        description="States that plugins have added, each with ours: `{in-production: packing}`.",
    )


ApiOrders = HttpOrders | ShopifyOrders | WooCommerceOrders
OrderSettings = SqlOrders | HttpOrders | ShopifyOrders | WooCommerceOrders
API_KINDS = get_args(ApiOrders)
