"""Orders from a shop's own HTTP API (docs/orders.md has the addresses and the JSON)."""

from __future__ import annotations

import ssl
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import Order
from agent_desk.settings.shops import HttpOrders

REPLY_MAX_BYTES = 1_000_000


class HttpOrderSource:
    """GET {url}/orders/{number} and {url}/parcels/{number}/order; 404 means that none exists.

    httpx limits each step of a request; ``GuardedSource`` limits all of them together.
    """

    def __init__(self, settings: HttpOrders) -> None:
        self._url = settings.url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {settings.token.get_secret_value()}"}
        self._timeout_seconds = settings.timeout_seconds
        self._tls = ssl.create_default_context()

    def order(self, order_number: str) -> Order | None:
        return self._get(f"/orders/{quote(order_number, safe='')}")

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        return self._get(f"/parcels/{quote(tracking_number, safe='')}/order")

    def _get(self, path: str) -> Order | None:
        try:
            with self._client() as client, client.stream("GET", self._url + path) as response:
                if response.status_code == httpx.codes.NOT_FOUND:
                    return None
                if response.status_code != httpx.codes.OK:
                    raise OrderSourceError(f"The shop's API answered {response.status_code}")
                return Order.model_validate_json(_read_limited(response))
        except httpx.HTTPError as error:
            raise OrderSourceError(
                f"The shop's API did not answer: {type(error).__name__}",
                unreachable=isinstance(error, httpx.TransportError),
            ) from error
        except ValidationError as error:
            raise OrderSourceError("The shop's API sent a malformed order") from error

    def _client(self) -> httpx.Client:
        """A client for one call: under gevent a socket belongs to the thread that opened it."""
        return httpx.Client(
            headers=self._headers,
            timeout=self._timeout_seconds,
            follow_redirects=False,  # the token must not follow a redirect to another host
            trust_env=False,
            verify=self._tls,
        )


def _read_limited(response: httpx.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > REPLY_MAX_BYTES:
            raise OrderSourceError("The shop's API sent an oversized reply")
    return bytes(body)
