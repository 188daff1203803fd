"""The words for the states of orders, parcels and refunds. A shop's own are mapped to them."""

from __future__ import annotations

from typing import Literal

OrderStatus = Literal[
    "unpaid",
    "on_hold",
    "paid",
    "packing",
    "partly_shipped",
    "shipped",
    "ready_for_pickup",
    "delivered",
    "completed",
    "cancelled",
    "returned",
    "refunded",
]
EventCode = Literal[
    "accepted",
    "in_transit",
    "departed",
    "arrived",
    "customs",
    "cleared",
    "held",
    "delayed",
    "out_for_delivery",
    "failed_attempt",
    "ready_for_pickup",
    "delivered",
    "returned",
]
RefundStatus = Literal["requested", "approved", "paid", "rejected"]
