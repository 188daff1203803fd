"""A signed-in customer's orders, as choices; pure."""

from __future__ import annotations

from agent_desk.orders.model import Order
from agent_desk.wording.wording import Wording

ORDERS_OFFERED = 5


def choice_label(order: Order, wording: Wording) -> str:
    """``#1001 · Nov 3 · on its way``; without the day if it is not known."""
    placed = wording.day(order.placed_at) if order.placed_at else None
    status = wording.say(wording.texts.of_code("status", order.status) or "")
    return " · ".join(filter(None, (order.order_number, placed, status)))
