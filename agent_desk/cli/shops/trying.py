"""Looks up one order, to show a person what the desk understands of it."""

from __future__ import annotations

from agent_desk.orders.from_settings import source_from
from agent_desk.settings.shops import ShopSettings


def tried_order(shop: ShopSettings, number: str) -> list[str]:
    """What is understood of an order, in lines. Raises OrderSourceError."""
    if shop.orders is None:
        return []
    order = source_from(shop.orders).order(number)
    if order is None:
        return [f"The order source answers; it has no order {number}."]
    parcels = len(order.parcels)
    return [f"Order {order.order_number}: {order.status}, {parcels} parcels."]
