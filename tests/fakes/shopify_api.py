"""Shopify's Admin API, as far as orders are read: scopes, its search, cost, and selections."""

import json
import re
from copy import deepcopy
from pathlib import Path

from tests.fakes.api_server import FakeApi

TOKEN = "shpat_0123456789abcdef"
ORDER = json.loads((Path(__file__).parent / "shapes/shopify_order.json").read_text("utf-8"))
PATH = "/admin/api/2026-10/graphql.json"
_TOKENS = re.compile(r"[A-Za-z_][A-Za-z_0-9]*|\([^()]*\)|[{}]")


def order(**changes):
    return deepcopy(ORDER) | changes


class FakeShopify(FakeApi):
    """``orders``, newest first. ``denied`` are fields of an order that the token may not read.

    The search finds an order by the beginning of its name, as the real one may; ``searches_parcels``
    says whether it knows tracking numbers. ``throttled`` is how often it answers THROTTLED first.
    """

    def __init__(self, *orders):
        super().__init__()
        self.orders = list(orders) or [order()]
        self.denied = set()
        self.searches_parcels = True
        self.throttled = 0
        self.filters = []

    def answer(self, asked):
        if asked.path != PATH:
            return 404, {"errors": "Not Found"}, {}
        if asked.headers.get("X-Shopify-Access-Token") != TOKEN:
            return 401, {"errors": "[API] Invalid API key or access token"}, {}
        if self.throttled:
            self.throttled -= 1
            return 200, THROTTLED, {}
        sent = json.loads(asked.body)
        self.errors = []
        data = self._data(_selection(sent["query"]), sent["variables"])
        return 200, {"data": data} | ({"errors": self.errors} if self.errors else {}), {}

    def _data(self, selection, variables):
        data = {}
        if "shop" in selection:
            data["shop"] = {"ianaTimezone": "Asia/Taipei"}
        if "orders" in selection:
            self.filters.append(variables["filter"])
            found = [o for o in self.orders if self._fits(o, variables["filter"])]
            nodes = selection["orders"]["nodes"]
            found = found[: variables["first"]]
            data["orders"] = {
                "nodes": [
                    self._chosen(o, nodes, ("orders", "nodes", i)) for i, o in enumerate(found)
                ]
            }
        if "order" in selection:
            found = next((o for o in self.orders if o["id"] == variables["id"]), None)
            if found is not None and "after" in variables:
                found = found | {"lineItems": found["pages"][variables["after"]]}
            data["order"] = found and self._chosen(found, selection["order"], ("order",))
        return data

    def _fits(self, candidate, filter_):
        name, _, term = filter_.rpartition(":")
        term = re.sub(r"\\(.)", r"\1", term.removeprefix('"').removesuffix('"'))
        if name == "name":
            return candidate["name"].startswith(term)
        if name == "customer_id":
            return (candidate["customer"] or {}).get("id", "").endswith(f"/{term}")
        numbers = [
            t["number"].replace(" ", "")
            for f in candidate["fulfillments"]
            for t in f["trackingInfo"]
        ]
        return self.searches_parcels and any(number.startswith(term) for number in numbers)

    def _chosen(self, value, selection, path):
        """``value`` with the fields that were asked for. A field that does not exist is a bug."""
        if isinstance(value, list):
            return [self._chosen(one, selection, (*path, i)) for i, one in enumerate(value)]
        if not selection or value is None:
            return value
        chosen = {}
        for name, inner in selection.items():
            if name in self.denied:
                self.errors.append(
                    {
                        "message": f"Access denied for {name} field.",
                        "extensions": {"code": "ACCESS_DENIED"},
                        "path": [*path, name],
                    }
                )
                chosen[name] = None
            else:
                chosen[name] = self._chosen(value[name], inner, (*path, name))
        return chosen


THROTTLED = {
    "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
    "extensions": {
        "cost": {
            "requestedQueryCost": 100,
            "actualQueryCost": None,
            "throttleStatus": {
                "maximumAvailable": 2000.0, "currentlyAvailable": 80, "restoreRate": 200.0
            },
        }
    },
}  # fmt: skip


def _selection(query):
    """What a query selects, as nested dicts; arguments are left out."""
    body = query[query.index("{") :]
    stack, last = [{}], None
    for token in _TOKENS.findall(body):
        if token == "{":
            stack.append(stack[-1][last] if last else stack[-1])
        elif token == "}":
            stack.pop()
        elif not token.startswith("("):
            last = token
            stack[-1][last] = {}
    return stack[0]
