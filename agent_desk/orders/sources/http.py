"""Orders from a shop's own HTTP API, in Relay's form or with a mapping (docs/orders.md)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import jmespath
from jmespath.exceptions import JMESPathError

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import Order
from agent_desk.orders.source import ORDERS_LISTED
from agent_desk.orders.sources.json_api import JsonApi, Reply
from agent_desk.orders.sources.reading import Conventions, read_order
from agent_desk.settings.orders import HttpMapping, HttpOrders

NOTHING = (httpx.codes.NOT_FOUND,)
CANNOT = (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED)


class HttpOrderSource:
    """``/orders/{number}``, ``/parcels/{number}/order`` and ``/customers/{subject}/orders``.

    404 means that none exists, or that the API does not list a customer's orders.
    """

    def __init__(self, settings: HttpOrders) -> None:
        token = settings.token.get_secret_value()
        header = settings.token_header
        self._api = JsonApi(
            settings.url,
            name="The shop's API",
            credential="token",
            timeout_seconds=settings.timeout_seconds,
            headers={header: token} if header else {"Authorization": f"Bearer {token}"},
        )
        self._form: RelayForm | MappedForm = (
            MappedForm(settings.mapping) if settings.mapping else RelayForm()
        )

    def order(self, order_number: str) -> Order | None:
        return self._one(self._form.order_path, order_number)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        return self._one(self._form.parcel_path, tracking_number)

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        path = self._form.customer_path
        if path is None:
            return ()
        reply = self._get(path, customer_subject, CANNOT)
        return () if reply.status != httpx.codes.OK else self._form.orders(reply.body)

    def _one(self, path: str | None, number: str) -> Order | None:
        if path is None:
            return None
        reply = self._get(path, number, NOTHING)
        return None if reply.status != httpx.codes.OK else self._form.order(reply.body)

    def _get(self, path: str, name: str, without: tuple[int, ...]) -> Reply:
        with self._api.begin() as look_up:
            return look_up.get(path.replace("{}", quote(name, safe="")), without=without)


class RelayForm:
    """The addresses and the JSON of docs/orders.md."""

    order_path, parcel_path = "/orders/{}", "/parcels/{}/order"
    customer_path = "/customers/{}/orders"

    def order(self, body: Any) -> Order | None:
        return read_order(body, Conventions())

    def orders(self, body: Any) -> tuple[Order, ...]:
        return tuple(read_order(sent, Conventions()) for sent in _a_list(body))


class MappedForm:
    """The addresses and the JSON that the settings describe."""

    def __init__(self, mapping: HttpMapping) -> None:
        self.order_path = mapping.order_path
        self.parcel_path = mapping.parcel_path
        self.customer_path = mapping.customer_path
        self._conventions = Conventions.of(mapping)
        self._order = jmespath.compile(mapping.order)
        self._orders = jmespath.compile(mapping.orders)
        self._fields = {name: jmespath.compile(path) for name, path in mapping.fields.items()}

    def order(self, body: Any) -> Order | None:
        found = _searched("order", self._order, body)
        return None if found is None else self._read(found)

    def orders(self, body: Any) -> tuple[Order, ...]:
        return tuple(self._read(one) for one in _a_list(_searched("orders", self._orders, body)))

    def _read(self, found: Any) -> Order:
        fields = {name: _searched(name, path, found) for name, path in self._fields.items()}
        return read_order(fields, self._conventions)


def _a_list(body: Any) -> list[Any]:
    if not isinstance(body, list):
        raise OrderSourceError("The shop's API sent no list of orders")
    return body[:ORDERS_LISTED]


def _searched(name: str, path: Any, body: Any) -> Any:
    try:
        return path.search(body)
    except (JMESPathError, TypeError, ValueError, RecursionError) as error:
        raise OrderSourceError(f"mapping.{name} does not fit what the shop's API sent") from error
