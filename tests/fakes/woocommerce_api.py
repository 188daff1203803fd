"""WooCommerce's REST API (v3), as far as orders are read."""

import base64
import json
from copy import deepcopy
from math import ceil
from pathlib import Path

from tests.fakes.api_server import FakeApi

KEY, SECRET = "ck_0123", "cs_4567"
SHAPES = Path(__file__).parent / "shapes"
ORDER = json.loads((SHAPES / "woocommerce_order.json").read_text("utf-8"))
REFUNDS = json.loads((SHAPES / "woocommerce_refunds.json").read_text("utf-8"))
PATH = "/wp-json/wc/v3/orders"


def order(**changes):
    return deepcopy(ORDER) | changes


class FakeWooCommerce(FakeApi):
    """``orders``, newest first. The search finds what is anywhere in an order, as a plugin may."""

    def __init__(self, *orders):
        super().__init__()
        self.orders = list(orders) or [order()]
        self.refunds = REFUNDS
        login = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        self.login = f"Basic {login}"

    def answer(self, asked):
        if asked.headers.get("Authorization") != self.login:
            return 401, {"code": "woocommerce_rest_cannot_view"}, {}
        if not asked.path.startswith(PATH):
            return 404, {"code": "rest_no_route"}, {}
        rest = asked.path.removeprefix(PATH).strip("/").split("/")
        if rest == [""]:
            return self._list(asked.query)
        found = next((o for o in self.orders if str(o["id"]) == rest[0]), None)
        if found is None:
            return 404, {"code": "woocommerce_rest_shop_order_invalid_id"}, {}
        return 200, self.refunds if rest[1:] == ["refunds"] else self._chosen(found, asked), {}

    def _list(self, query):
        found = [o for o in self.orders if self._fits(o, query)]
        size, page = int(query.get("per_page", 10)), int(query.get("page", 1))
        headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(ceil(len(found) / size))}
        return 200, found[(page - 1) * size : page * size], headers

    def _fits(self, candidate, query):
        if "customer" in query:
            return str(candidate["customer_id"]) == query["customer"]
        return query.get("search", "").replace(" ", "") in json.dumps(candidate).replace(" ", "")

    def _chosen(self, found, asked):
        fields = asked.query["_fields"].split(",")
        return {name: found[name] for name in fields}
