"""The order sources and look-ups that the settings describe."""

from __future__ import annotations

from agent_desk.orders.http import HttpOrderSource
from agent_desk.orders.lookup import OrderLookup
from agent_desk.orders.source import OrderSource
from agent_desk.orders.sql import SqlOrderSource
from agent_desk.security.rates import Rates
from agent_desk.settings.desk import DeskSettings, HttpOrders, SqlOrders


def lookups_from(settings: DeskSettings, rates: Rates) -> dict[str, OrderLookup]:
    """The look-up of every shop that has an order source, by shop."""
    return {
        shop_id: OrderLookup(source_from(shop.orders), rates)
        for shop_id, shop in settings.shops.items()
        if shop.orders is not None
    }


def source_from(settings: SqlOrders | HttpOrders) -> OrderSource:
    """The source of one shop; nothing is opened yet."""
    if isinstance(settings, SqlOrders):
        return SqlOrderSource(settings.url)
    return HttpOrderSource(settings)
