"""From an order of WooCommerce's to one of ours; pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from agent_desk.orders.model import Order
from agent_desk.orders.sources.reading import Conventions, read_order

FIELDS = (
    "id,number,status,date_created_gmt,customer_id,billing,shipping,line_items,total,currency,"
    "refunds,meta_data"
)

# WooCommerce's own states, and those of the usual plugins for shipments.
STATUSES = {
    "pending": "unpaid",
    "failed": "unpaid",
    "on-hold": "on_hold",
    "processing": "paid",
    "completed": "completed",
    "cancelled": "cancelled",
    "refunded": "refunded",
    "partial-shipped": "partly_shipped",
    "shipped": "shipped",
    "delivered": "delivered",
}
_NO_ORDERS = {"checkout-draft", "auto-draft", "draft", "trash"}
# What a state says more when there are parcels: shops complete an order when it is sent.
_WITH_PARCELS = {"completed": "shipped", "processing": "partly_shipped"}

# Where the plugins Shipment Tracking and Advanced Shipment Tracking keep parcels.
_TRACKING = "_wc_shipment_tracking_items"


def is_order(sent: dict[str, Any]) -> bool:
    """Carts that were left and orders in the bin have numbers too."""
    return sent.get("status") not in _NO_ORDERS


def tracking_items(sent: dict[str, Any]) -> list[dict[str, Any]]:
    for meta in sent.get("meta_data") or []:
        if isinstance(meta, dict) and meta.get("key") == _TRACKING:
            items = meta.get("value")
            if isinstance(items, dict):  # PHP sends a list with gaps like this
                items = list(items.values())
            return [one for one in items if isinstance(one, dict)] if items else []
    return []


def order_from(sent: dict[str, Any], refunds: list[Any], conventions: Conventions) -> Order:
    """The order with the answer to ``/orders/{id}/refunds``.

    Raises OrderSourceError, or ``json_api.OTHER_FORM``.
    """
    return read_order(_fields(sent, refunds, conventions), conventions)


def _fields(sent: dict[str, Any], refunds: list[Any], conventions: Conventions) -> dict[str, Any]:
    billing, shipping = sent.get("billing") or {}, sent.get("shipping") or {}
    parcels = [_parcel(item) for item in tracking_items(sent)]
    status = str(sent.get("status"))
    if parcels and conventions.statuses.get(status) == STATUSES.get(status):
        status = _WITH_PARCELS.get(status, status)
    return {
        "order_number": sent.get("number"),
        "status": status,
        "placed_at": _utc(sent.get("date_created_gmt")),
        "customer_subject": str(sent.get("customer_id") or "") or None,
        "phone": billing.get("phone") or shipping.get("phone"),
        "email": billing.get("email"),
        "postal_code": shipping.get("postcode") or billing.get("postcode"),
        "recipient": _name(shipping) or _name(billing),
        "items": [
            {"name": line["name"], "quantity": line.get("quantity")}
            for line in sent.get("line_items") or []
        ],
        "total": sent.get("total"),
        "currency": sent.get("currency"),
        "parcels": parcels,
        "refunds": [_refund(refund) for refund in refunds],
    }


def _utc(when: str | None) -> str | None:
    """``…_gmt`` is in UTC and does not say so."""
    return f"{when}Z" if when and when[-1].isdigit() else when


def _name(address: dict[str, Any]) -> str:
    """Written as its bearer writes it: 林怡君, Ana Lima."""
    first, last = address.get("first_name") or "", address.get("last_name") or ""
    is_chinese = "\u4e00" <= last[:1] <= "\u9fff"
    return f"{last}{first}" if is_chinese else f"{first} {last}".strip()


def _parcel(item: dict[str, Any]) -> dict[str, Any]:
    number = str(item.get("tracking_number") or "")
    link = str(item.get("custom_tracking_link") or "")
    return {
        "tracking_number": number,
        "carrier": item.get("custom_tracking_provider") or item.get("tracking_provider"),
        "url": link.replace("%1$s", quote("".join(number.split()))) if "%2$s" not in link else None,
    }


def _refund(refund: dict[str, Any]) -> dict[str, Any]:
    """``refunded_payment``: the payment provider has sent the money. Else the shop pays by hand."""
    when = _utc(refund.get("date_created_gmt"))
    is_paid = bool(refund.get("refunded_payment"))
    return {
        "status": "paid" if is_paid else "approved",
        "amount": refund.get("amount"),
        "paid_at" if is_paid else "requested_at": when,
    }
