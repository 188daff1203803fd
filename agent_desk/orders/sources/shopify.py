"""Orders from a shop on Shopify, over its Admin API (GraphQL)."""

from __future__ import annotations

from typing import Any

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import ITEMS_MAX, Order
from agent_desk.orders.numbers import normal_number
from agent_desk.orders.source import ORDERS_LISTED
from agent_desk.orders.sources.json_api import (
    OTHER_FORM,
    PATIENCE_AT_LEAST,
    PATIENCE_SECONDS,
    JsonApi,
    LookUp,
)
from agent_desk.orders.sources.shopify_orders import order_from
from agent_desk.orders.sources.shopify_queries import (
    BY_CUSTOMER,
    BY_NUMBER,
    BY_TRACKING_NUMBER,
    ITEMS_A_PAGE,
    MORE_ITEMS,
    ONE_ORDER,
)
from agent_desk.settings.orders import ShopifyOrders

# Customers can be shown an order without these, which a token may not be allowed to read.
MAY_BE_DENIED = {
    "customer",
    "email",
    "phone",
    "shippingAddress",
    "billingAddress",
}
# The search may know more orders by a name than the one that has it: `#1001` and `#1001-A`.
CANDIDATES = 10


class ShopifyOrderSource:
    """Asks in two steps: who has this number, and then for that order, which costs more.

    Shopify documents no search for tracking numbers. Its general search finds some; what it finds
    counts only if the order has that very number.
    """

    def __init__(self, settings: ShopifyOrders) -> None:
        self._path = f"/admin/api/{settings.api_version}/graphql.json"
        self._api = JsonApi(
            settings.url,
            name="Shopify",
            credential="access token",
            timeout_seconds=settings.timeout_seconds,
            headers={"X-Shopify-Access-Token": settings.token.get_secret_value()},
        )

    def order(self, order_number: str) -> Order | None:
        wanted = normal_number(order_number)
        with self._api.begin() as look_up:
            found = self._nodes(look_up, BY_NUMBER, f"name:{quoted(order_number)}", CANDIDATES)
            node = next((n for n in found if normal_number(str(n.get("name"))) == wanted), None)
            return None if node is None else self._read(look_up, node)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        wanted = normal_number(tracking_number)
        with self._api.begin() as look_up:
            for node in self._nodes(
                look_up, BY_TRACKING_NUMBER, quoted(tracking_number), CANDIDATES
            ):
                if wanted in {normal_number(number) for number in _tracking_numbers(node)}:
                    return self._read(look_up, node)
        return None

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        if not (customer_subject.isascii() and customer_subject.isdigit()):
            return ()  # no customer of Shopify's
        filter_ = f"customer_id:{customer_subject}"
        with self._api.begin() as look_up:
            return tuple(map(order_from, self._nodes(look_up, BY_CUSTOMER, filter_, ORDERS_LISTED)))

    def _read(self, look_up: LookUp, node: dict[str, Any]) -> Order:
        data, denied = self._ask(look_up, ONE_ORDER, {"id": node.get("id")})
        order = data.get("order")
        if not isinstance(order, dict):
            raise OrderSourceError("Shopify found the order and then sent none")
        self._add_items(look_up, order)
        zone = (data.get("shop") or {}).get("ianaTimezone")
        return order_from(order, zone=zone, denied=denied)

    def _add_items(self, look_up: LookUp, order: dict[str, Any]) -> None:
        items = order.get("lineItems") or {}
        page = items
        for _ in range(ITEMS_MAX // ITEMS_A_PAGE):
            if not _has_more(page):
                return
            after = {"id": order.get("id"), "after": page["pageInfo"].get("endCursor")}
            data, _denied = self._ask(look_up, MORE_ITEMS, after)
            page = (data.get("order") or {}).get("lineItems") or {}
            items["nodes"] += page.get("nodes") or []
        if _has_more(page):
            raise OrderSourceError(f"The order has more than {ITEMS_MAX} items")

    def _nodes(self, look_up: LookUp, query: str, filter_: str, first: int) -> list[dict[str, Any]]:
        data, _ = self._ask(look_up, query, {"filter": filter_, "first": first})
        nodes = (data.get("orders") or {}).get("nodes")
        if not isinstance(nodes, list):
            raise OrderSourceError("Shopify sent no list of orders")
        return [node for node in nodes if isinstance(node, dict)]

    def _ask(
        self, look_up: LookUp, query: str, variables: dict[str, Any]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The data, and what the token may not read of it. Waits while the shop is throttled."""
        while True:
            body = look_up.post(self._path, {"query": query, "variables": variables}).body
            if not isinstance(body, dict):
                raise OrderSourceError("Shopify sent no GraphQL answer; check the url")
            errors = _errors(body)
            if "THROTTLED" not in _codes(errors):
                return _data(body, errors)
            look_up.wait(_seconds_until_affordable(body))


def quoted(term: str) -> str:
    r"""``term`` as one phrase of Shopify's search syntax, whatever is in it: ``"a \"b\""``."""
    escaped = term.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _has_more(page: dict[str, Any]) -> bool:
    return bool((page.get("pageInfo") or {}).get("hasNextPage"))


def _tracking_numbers(node: dict[str, Any]) -> list[str]:
    return [
        str(info.get("number"))
        for fulfillment in node.get("fulfillments") or []
        for info in fulfillment.get("trackingInfo") or []
    ]


def _errors(body: dict[str, Any]) -> list[dict[str, Any]]:
    errors = body.get("errors") or []
    if not isinstance(errors, list):
        errors = [errors]
    return [one if isinstance(one, dict) else {"message": str(one)} for one in errors]


def _codes(errors: list[dict[str, Any]]) -> set[Any]:
    return {(error.get("extensions") or {}).get("code") for error in errors}


def _seconds_until_affordable(body: dict[str, Any]) -> float:
    """How long it takes until the shop's budget for queries has filled up again."""
    try:
        cost = body["extensions"]["cost"]
        budget = cost["throttleStatus"]
        missing = cost["requestedQueryCost"] - budget["currentlyAvailable"]
        return max(PATIENCE_AT_LEAST, float(missing / budget["restoreRate"]))
    except (*OTHER_FORM, ArithmeticError):
        return PATIENCE_SECONDS


def _data(
    body: dict[str, Any], errors: list[dict[str, Any]]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Raises OrderSourceError, unless the errors are single fields that the token may not read."""
    data = body.get("data")
    if not errors and isinstance(data, dict):
        return data, ()
    says = "; ".join(str(error.get("message")) for error in errors)[:300]
    if _codes(errors) != {"ACCESS_DENIED"}:
        raise OrderSourceError(f"Shopify could not answer: {says or 'it sent no data'}")
    paths = [error.get("path") or [""] for error in errors]
    if isinstance(data, dict) and all(path[1:2] and path[1] in MAY_BE_DENIED for path in paths):
        return data, tuple(
            f"{'.'.join(map(str, path))}: {error.get('message')}"[:250]
            for path, error in zip(paths, errors, strict=True)
        )
    raise OrderSourceError(
        f"The access token lacks a scope; grant the app what Shopify names: {says}"
    )
