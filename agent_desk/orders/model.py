"""Orders and parcels as the desk knows them, whatever system they come from.

Pydantic models, because a shop's own API sends the same shape (docs/orders.md).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from agent_desk.orders.numbers import normal_number

OrderStatus = Literal["unpaid", "paid", "packing", "shipped", "delivered", "cancelled", "returned"]
EventCode = Literal[
    "accepted",
    "departed",
    "arrived",
    "customs",
    "cleared",
    "held",
    "out_for_delivery",
    "failed_attempt",
    "delivered",
    "returned",
]
RefundStatus = Literal["requested", "approved", "paid", "rejected"]


class Record(BaseModel):
    """A shop may send further fields; a missing one is an error."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class OrderItem(Record):
    name_zh: str
    name_en: str
    quantity: int


class TrackingEvent(Record):
    at: datetime
    place: str
    code: EventCode


class Parcel(Record):
    """``events`` newest first."""

    tracking_number: str
    carrier: str
    estimated_delivery: date | None = None
    events: tuple[TrackingEvent, ...] = ()


class Refund(Record):
    status: RefundStatus
    amount: Decimal
    requested_at: datetime
    paid_at: datetime | None = None


class Order(Record):
    """``customer_subject`` is the shop's own id of the buyer, as in a signed identity."""

    order_number: str
    status: OrderStatus
    placed_at: datetime
    customer_subject: str | None = None
    phone: str
    items: tuple[OrderItem, ...]
    total: Decimal
    currency: str
    parcels: tuple[Parcel, ...] = ()
    refund: Refund | None = None

    def parcel(self, tracking_number: str) -> Parcel | None:
        """The parcel with this ``normal_number``; a shop may write its numbers with spaces."""
        return next(
            (p for p in self.parcels if normal_number(p.tracking_number) == tracking_number), None
        )
