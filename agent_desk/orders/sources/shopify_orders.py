"""From an order of Shopify's to one of ours; pure."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import Order
from agent_desk.orders.sources.reading import Conventions, read_order
from agent_desk.orders.sources.shopify_queries import FULFILLMENTS_MAX

# Labels are no news to a customer, and CONFIRMED means that nothing else is known.
EVENT_CODES = {
    "attempted_delivery": "failed_attempt",
    "carrier_picked_up": "accepted",
    "delayed": "delayed",
    "delivered": "delivered",
    "in_transit": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "ready_for_pickup": "ready_for_pickup",
}
_NO_NEWS = {"CONFIRMED", "LABEL_PRINTED", "LABEL_PURCHASED", "FAILURE"}
_NOT_SENT = {"CANCELLED", "ERROR", "FAILURE"}
_ARRIVED = {"DELIVERED", "PICKED_UP"}
_BEING_PACKED = {"IN_PROGRESS", "PENDING_FULFILLMENT", "REQUEST_DECLINED"}
_NOT_BEGUN = {"UNFULFILLED", "OPEN", "SCHEDULED", "RESTOCKED"}
_NOT_PAID = {"PENDING", "EXPIRED", "PARTIALLY_PAID"}


def order_from(
    node: dict[str, Any], *, zone: str | None = None, denied: tuple[str, ...] = ()
) -> Order:
    """``zone`` is the shop's. ``denied`` names the fields that the token may not read.

    Raises OrderSourceError, or ``json_api.OTHER_FORM``.
    """
    sent = _fields(node)
    conventions = Conventions(event_codes=EVENT_CODES, time_zone=ZoneInfo(zone or "UTC"))
    count = (node.get("fulfillmentsCount") or {}).get("count") or 0
    if count > FULFILLMENTS_MAX:
        denied = (*denied, f"parcels: there are {count}, and {FULFILLMENTS_MAX} were read")
    return read_order(sent, conventions, unread=denied)


def _fields(node: dict[str, Any]) -> dict[str, Any]:
    shipped_to = node.get("shippingAddress") or {}
    billed_to = node.get("billingAddress") or {}
    fulfillments = [f for f in node.get("fulfillments") or [] if f.get("status") not in _NOT_SENT]
    total = _money(node.get("totalPriceSet"))
    return {
        "order_number": node.get("name"),
        "status": _status(node, fulfillments),
        "placed_at": node.get("createdAt"),
        "customer_subject": _plain_id((node.get("customer") or {}).get("id")),
        "phone": node.get("phone") or shipped_to.get("phone") or billed_to.get("phone"),
        "email": node.get("email"),
        "postal_code": shipped_to.get("zip") or billed_to.get("zip"),
        "recipient": shipped_to.get("name") or billed_to.get("name"),
        "items": (node.get("lineItems") or {}).get("nodes"),
        "total": total.get("amount"),
        "currency": total.get("currencyCode"),
        "parcels": [parcel for each in fulfillments for parcel in _parcels(each)],
        "refunds": [_refund(refund) for refund in node.get("refunds") or []],
    }


def _plain_id(gid: str | None) -> str | None:
    """``7654`` of ``gid://shopify/Customer/7654``, as a theme has it in ``customer.id``."""
    return gid.rsplit("/", 1)[-1] if gid else None


def _money(amount: dict[str, Any] | None) -> dict[str, Any]:
    """In the customer's currency, as they paid it."""
    return (amount or {}).get("presentmentMoney") or {}


def _status(node: dict[str, Any], fulfillments: list[dict[str, Any]]) -> str:
    """Raises OrderSourceError for a state that Shopify has added."""
    paid, sent = node.get("displayFinancialStatus"), node.get("displayFulfillmentStatus")
    shown = [fulfillment.get("displayStatus") for fulfillment in fulfillments]
    if node.get("cancelledAt") or paid == "VOIDED":
        return "cancelled"
    if paid == "REFUNDED":
        return "refunded"
    if node.get("returnStatus") == "RETURNED":
        return "returned"
    if sent == "FULFILLED":
        if shown and all(one in _ARRIVED for one in shown):
            return "delivered"
        return "ready_for_pickup" if "READY_FOR_PICKUP" in shown else "shipped"
    if sent == "PARTIALLY_FULFILLED":
        return "partly_shipped"
    if sent == "ON_HOLD":
        return "on_hold"
    if sent in _BEING_PACKED:
        return "packing"
    if sent in _NOT_BEGUN:
        return "unpaid" if paid in _NOT_PAID else "paid"
    raise OrderSourceError(f"Shopify sent a state that is not known: {str(sent)[:40]}")


def _parcels(fulfillment: dict[str, Any]) -> list[dict[str, Any]]:
    """A fulfilment may have several tracking numbers; then nobody knows what is in which."""
    tracking = fulfillment.get("trackingInfo") or [{}]
    lines = (fulfillment.get("fulfillmentLineItems") or {}).get("nodes") or []
    items = [{"name": line["lineItem"]["name"], "quantity": line.get("quantity")} for line in lines]
    events = [
        {
            "at": event.get("happenedAt"),
            "place": ", ".join(filter(None, map(event.get, ("city", "province", "country")))),
            "code": event["status"],
        }
        for event in (fulfillment.get("events") or {}).get("nodes") or []
        if event.get("status") not in _NO_NEWS
    ]
    return [
        {
            "tracking_number": info.get("number"),
            "carrier": info.get("company"),
            "url": info.get("url"),
            "items": items if len(tracking) == 1 else [],
            "estimated_delivery": fulfillment.get("estimatedDeliveryAt"),
            "events": events,
        }
        for info in tracking
    ]


def _refund(refund: dict[str, Any]) -> dict[str, Any]:
    money = _money(refund.get("totalRefundedSet"))
    return {
        "status": "paid",
        "amount": money.get("amount"),
        "currency": money.get("currencyCode"),
        "paid_at": refund.get("createdAt"),
    }
