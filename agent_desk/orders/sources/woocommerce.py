"""Orders from a shop with WooCommerce, over its REST API (v3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import Order
from agent_desk.orders.numbers import normal_number
from agent_desk.orders.source import ORDERS_LISTED
from agent_desk.orders.sources.json_api import JsonApi, LookUp
from agent_desk.orders.sources.reading import Conventions, lowered
from agent_desk.orders.sources.woocommerce_orders import (
    FIELDS,
    STATUSES,
    is_order,
    order_from,
    tracking_items,
)
from agent_desk.settings.orders import WooCommerceOrders

ORDERS = "/wp-json/wc/v3/orders"
PER_PAGE, PAGES_MAX = 20, 3
NOTHING = (httpx.codes.NOT_FOUND,)

Sent = dict[str, Any]


class WooCommerceOrderSource:
    """The number of an order is its id, unless a plugin numbers orders; then it is searched for.

    The search knows tracking numbers where the plugin that keeps them has added them to it. What it
    finds counts only if the order has that very number.
    """

    def __init__(self, settings: WooCommerceOrders) -> None:
        self._conventions = Conventions(statuses=STATUSES | lowered(settings.statuses))
        self._api = JsonApi(
            settings.url,
            name="WooCommerce",
            credential="consumer key",
            timeout_seconds=settings.timeout_seconds,
            auth=(
                settings.consumer_key.get_secret_value(),
                settings.consumer_secret.get_secret_value(),
            ),
        )

    def order(self, order_number: str) -> Order | None:
        wanted = normal_number(order_number)

        def has_number(sent: Sent) -> bool:
            return normal_number(str(sent.get("number"))) == wanted

        with self._api.begin() as look_up:
            sent = self._by_id(look_up, order_number)
            if sent is None or not has_number(sent):
                sent = next(filter(has_number, self._search(look_up, order_number)), None)
            return self._read(look_up, sent)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        wanted = normal_number(tracking_number)

        def has_parcel(sent: Sent) -> bool:
            numbers = [str(item.get("tracking_number")) for item in tracking_items(sent)]
            return wanted in map(normal_number, numbers)

        with self._api.begin() as look_up:
            sent = next(filter(has_parcel, self._search(look_up, tracking_number)), None)
            return self._read(look_up, sent)

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        # Customer 0 is everybody who has bought as a guest.
        if not (
            customer_subject.isascii() and customer_subject.isdigit() and int(customer_subject)
        ):
            return ()
        newest: dict[str, str | int] = {
            "customer": customer_subject,
            "orderby": "date",
            "order": "desc",
            "per_page": ORDERS_LISTED,
            "_fields": FIELDS,
        }
        with self._api.begin() as look_up:
            sent = _orders(look_up.get(ORDERS, newest).body)
            return tuple(order_from(one, [], self._conventions) for one in sent)

    def _by_id(self, look_up: LookUp, order_number: str) -> Sent | None:
        if not (order_number.isascii() and order_number.isdigit()):
            return None
        reply = look_up.get(f"{ORDERS}/{order_number}", {"_fields": FIELDS}, without=NOTHING)
        return reply.body if isinstance(reply.body, dict) else None

    def _search(self, look_up: LookUp, term: str) -> Iterator[Sent]:
        """What the shop's search finds, the first pages of it."""
        for page in range(1, PAGES_MAX + 1):
            asked: dict[str, str | int] = {
                "search": term,
                "per_page": PER_PAGE,
                "page": page,
                "_fields": FIELDS,
            }
            reply = look_up.get(ORDERS, asked)
            yield from _orders(reply.body)
            if page >= _pages(reply.headers):
                return

    def _read(self, look_up: LookUp, sent: Sent | None) -> Order | None:
        """With its refunds, of which an order has only the sums."""
        if sent is None or not is_order(sent):
            return None
        refunds: list[Any] = []
        if sent.get("refunds"):
            refunds = look_up.get(f"{ORDERS}/{sent.get('id')}/refunds", {"per_page": 50}).body
            if not isinstance(refunds, list):
                raise OrderSourceError("WooCommerce sent no list of refunds")
        return order_from(sent, refunds, self._conventions)


def _orders(body: Any) -> list[Sent]:
    if not isinstance(body, list) or not all(isinstance(one, dict) for one in body):
        raise OrderSourceError("WooCommerce sent no list of orders; check the url")
    return [one for one in body if is_order(one)]


def _pages(headers: httpx.Headers) -> int:
    try:
        return int(headers.get("X-WP-TotalPages", "1"))
    except ValueError:
        return 1
