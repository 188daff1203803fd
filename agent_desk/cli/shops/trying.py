"""Looks up one order, to show a person what the desk understands of it."""

from __future__ import annotations

from agent_desk.cli.order_report import doubts
from agent_desk.orders.from_settings import source_from
from agent_desk.orders.numbers import numbers_in
from agent_desk.orders.source import find_order
from agent_desk.settings.shops import ShopSettings


def tried_order(shop: ShopSettings, typed: str) -> list[str]:
    """What is understood of an order, in lines; none for a shop without an order source.

    ``orders check`` says all of it. Raises OrderSourceError.
    """
    if shop.orders is None:
        return []
    found = numbers_in(typed, shop.order_forms)
    number = next((one.value for one in found if one.entity == "order_number"), typed)
    order = find_order(source_from(shop.orders), number)
    if order is None:
        return [f"The order source answers; it has no order {number}."]
    items = ", ".join(f"{item.name_in('en')} × {item.quantity}" for item in order.items)
    first = f"Order {order.order_number}: {order.status}{f'; {items}' if items else ''}"
    return [first, *doubts(order, shop.proof)]
