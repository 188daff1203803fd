"""A signed-in customer's orders, as choices; pure."""

from __future__ import annotations

from agent_desk.domain.vocabulary import Language
from agent_desk.orders.model import Order
from agent_desk.orders.wording import day
from agent_desk.wording.own_orders import own_order_texts

ORDERS_OFFERED = 5


def choice_label(order: Order, language: Language) -> str:
    """``#1001 · Nov 3 · shipped``; without the day if it is not known."""
    status = own_order_texts(language).statuses[order.status]
    return " · ".join(filter(None, (order.order_number, day(order.placed_at, language), status)))
