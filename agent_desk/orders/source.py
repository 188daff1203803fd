"""The seam to where orders come from; the modules of ``sources`` implement it."""

from __future__ import annotations

from typing import Protocol

from agent_desk.errors import OtherOrderError
from agent_desk.orders.model import Order
from agent_desk.orders.numbers import normal_number

ORDERS_LISTED = 10


class OrderSource(Protocol):
    """Each method raises OrderSourceError on failure.

    Those of ``sources`` block, and are called from several threads at once. Whoever asks must check
    that the answer is what was asked for.
    """

    def order(self, order_number: str) -> Order | None:
        """None if there is no such order."""

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        """None if there is no such parcel, or if the system cannot search for one."""

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        """A customer's orders, newest first, ``ORDERS_LISTED`` at most.

        Number, state and day are there, and what else comes with a list. Empty if the customer
        has none, and if the system cannot list them.
        """


def find_order(source: OrderSource, number: str) -> Order | None:
    """The order with this number, or None. Raises OrderSourceError; OtherOrderError for another."""
    order = source.order(number)
    if order is not None and normal_number(order.order_number) != normal_number(number):
        raise OtherOrderError("The source returned an order that was not asked for")
    return order
