"""The order sources and look-ups that the settings describe."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import assert_never

from gevent.threadpool import ThreadPool

from agent_desk.circuit_breaker import CircuitBreaker, CircuitState
from agent_desk.clock import Clock
from agent_desk.metrics import Metrics
from agent_desk.orders.failed_look_ups import FailedLookUps
from agent_desk.orders.guarded_source import GUESTS_AT_ONCE, LOOK_UPS_AT_ONCE, GuardedSource
from agent_desk.orders.guesses import Guesses
from agent_desk.orders.lookup import OrderLookup
from agent_desk.orders.parcel_pages import WithParcelPages
from agent_desk.orders.source import OrderSource
from agent_desk.orders.sources.http import HttpOrderSource
from agent_desk.orders.sources.shopify import ShopifyOrderSource
from agent_desk.orders.sources.sql import SqlOrderSource
from agent_desk.orders.sources.woocommerce import WooCommerceOrderSource
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import (
    HttpOrders,
    OrderSettings,
    ShopifyOrders,
    SqlOrders,
    WooCommerceOrders,
)
from agent_desk.storage.database import Database

# A source that did not answer so often in a row is left alone for so long.
UNANSWERED_IN_A_ROW = 3
PAUSE_SECONDS = 10.0


def lookups_from(
    settings: DeskSettings,
    guesses: Guesses,
    failures: FailedLookUps,
    database: Database,
    metrics: Metrics,
    clock: Clock,
    pause: Callable[[float], None],
) -> dict[str, OrderLookup]:
    """The look-up of every shop that has an order source, by shop. Each has a thread pool."""
    lookups = {}
    for shop_id, shop in settings.shops.items():
        if shop.orders is not None:
            source = WithParcelPages(source_from(shop.orders), shop.parcels)
            seconds = shop.orders.timeout_seconds
            for_guests, for_signed = _guarded(shop_id, source, seconds, metrics, clock)
            lookups[shop_id] = OrderLookup(
                for_guests, for_signed, guesses, failures, database, shop.proof, pause=pause
            )
    return lookups


def source_from(settings: OrderSettings) -> OrderSource:
    """The source of one shop; nothing is opened yet."""
    match settings:
        case SqlOrders():
            return SqlOrderSource(settings)
        case HttpOrders():
            return HttpOrderSource(settings)
        case ShopifyOrders():
            return ShopifyOrderSource(settings)
        case WooCommerceOrders():
            return WooCommerceOrderSource(settings)
        case _:
            assert_never(settings)


def _guarded(
    shop_id: str, source: OrderSource, timeout_seconds: float, metrics: Metrics, clock: Clock
) -> tuple[GuardedSource, GuardedSource]:
    """The source for guests and for signed visitors. They share threads and circuit breaker."""
    breaker = CircuitBreaker(failures=UNANSWERED_IN_A_ROW, pause_seconds=PAUSE_SECONDS, clock=clock)
    states = list(CircuitState)
    metrics.order_breaker.labels(shop=shop_id).set_function(lambda: states.index(breaker.state))
    guarded = partial(
        GuardedSource,
        source,
        breaker,
        ThreadPool(LOOK_UPS_AT_ONCE),
        timeout_seconds=timeout_seconds,
        count=partial(metrics.count_look_up, shop_id),
    )
    return guarded(at_once=GUESTS_AT_ONCE), guarded(at_once=LOOK_UPS_AT_ONCE)
