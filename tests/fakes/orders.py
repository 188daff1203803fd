"""Orders that a test makes up."""

from datetime import UTC, datetime
from decimal import Decimal

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import (
    Order,
    OrderItem,
    Parcel,
    TrackingEvent,
)
from agent_desk.orders.numbers import normal_number

WHEN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def event(code="arrived", day=10, place="São Paulo"):
    return TrackingEvent(at=datetime(2026, 11, day, 9, 0, tzinfo=UTC), place=place, code=code)


def parcel(*events, number="LX123456785CN"):
    return Parcel(tracking_number=number, carrier="China Post", events=events)


def order(number="RL2611200001", **values):
    return Order(
        **{
            "order_number": number,
            "status": "shipped",
            "placed_at": WHEN,
            "phone": "+55 11 91234-1234",
            "items": (OrderItem(name_zh="羊毛围巾", name_en="Wool scarf", quantity=2),),
            "total": Decimal("41.90"),
            "currency": "USD",
        }
        | values
    )


class FakeOrders:
    """An order source in memory; ``down`` makes it fail."""

    def __init__(self, *orders):
        self.orders = {order.order_number: order for order in orders}
        self.down = False
        self.calls = 0

    def order(self, order_number):
        self.calls += 1
        if self.down:
            raise OrderSourceError("down")
        return self.orders.get(order_number)

    def order_of_parcel(self, tracking_number):
        if self.down:
            raise OrderSourceError("down")
        wanted = normal_number(tracking_number)
        return next((o for o in self.orders.values() if o.parcel(wanted)), None)

    def orders_of(self, customer_subject):
        if self.down:
            raise OrderSourceError("down")
        return tuple(o for o in self.orders.values() if o.customer_subject == customer_subject)
