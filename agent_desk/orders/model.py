"""Orders and parcels as the desk knows them, whatever system they come from.

Pydantic models, because a shop's own API sends the same shape (docs/orders.md).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent_desk.orders.numbers import normal_number
from agent_desk.types import Amount, Count, Name, OptionalDay, OptionalTime, Subject, Time

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

ITEMS_MAX, PARCELS_MAX, EVENTS_MAX = 500, 50, 500


class Record(BaseModel):
    """A shop may send further fields; a missing one is an error, and so is a value out of bounds."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class OrderItem(Record):
    name_zh: Name
    name_en: Name
    quantity: Count


class TrackingEvent(Record):
    at: Time
    place: Name
    code: EventCode


class Parcel(Record):
    """``events`` newest first."""

    tracking_number: Name
    carrier: Name
    estimated_delivery: OptionalDay = None
    events: Annotated[tuple[TrackingEvent, ...], Field(max_length=EVENTS_MAX)] = ()


class Refund(Record):
    status: RefundStatus
    amount: Amount
    requested_at: Time
    paid_at: OptionalTime = None


class Order(Record):
    """``customer_subject`` is the shop's own id of the buyer, as in a signed identity."""

    order_number: Name
    status: OrderStatus
    placed_at: Time
    customer_subject: Subject | None = None
    phone: Name
    items: Annotated[tuple[OrderItem, ...], Field(max_length=ITEMS_MAX)]
    total: Amount
    currency: Name
    parcels: Annotated[tuple[Parcel, ...], Field(max_length=PARCELS_MAX)] = ()
    refund: Refund | None = None

    def parcel(self, tracking_number: str) -> Parcel | None:
        """The parcel with this ``normal_number``; a shop may write its numbers with spaces."""
        return next(
            (p for p in self.parcels if normal_number(p.tracking_number) == tracking_number), None
        )
