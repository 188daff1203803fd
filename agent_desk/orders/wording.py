"""An order, a parcel or a refund in words that a customer can act on; pure.

What the order source does not say is not said. What it names is put into the visitor's script.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent_desk.orders.carrier_names import carrier_name
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order, OrderItem, Parcel, Refund, TrackingEvent
from agent_desk.wording.wording import Wording

EVENTS_SHOWN = 3
_ARRIVED = ("delivered", "ready_for_pickup", "returned")


def worded(found: Found, *, topic: str, wording: Wording) -> str:
    """What was found, as lines of text. ``topic`` is ``refund``, ``arrival`` or ``status``."""
    if topic == "arrival" and (arrival := _arrival(found, wording)):
        lines = arrival
    elif found.parcel is None:
        lines = _order(found.order, topic, wording)
    else:
        lines = _parcel(found.parcel, wording)
        if len(lines) == 1:
            lines.append(wording.say(wording.texts.parcel_no_events))
    return "\n".join(lines)


def _arrival(found: Found, wording: Wording) -> list[str]:
    """Where each parcel is, and when it is expected; nothing if there is no parcel yet."""
    parcels = [found.parcel] if found.parcel else found.order.parcels
    return [line for parcel in parcels for line in _parcel(parcel, wording, events=1)]


def also_named(numbers: Sequence[str], wording: Wording) -> str:
    """What is said of the numbers that came with the one that was looked up."""
    return wording.say(wording.texts.other_numbers, numbers=wording.listed(*numbers))


def links_of(found: Found, *, topic: str, wording: Wording) -> list[tuple[str, str]]:
    """The pages about what ``worded`` says, each with its label and address."""
    texts = wording.texts
    if found.parcel is not None:
        parcels: Sequence[Parcel] = [found.parcel]
    else:
        parcels = [] if topic == "refund" else found.order.parcels
    links = [
        (wording.say(texts.parcel_link, number=parcel.tracking_number), parcel.url)
        for parcel in parcels
        if parcel.url
    ]
    if found.parcel is None and found.order.order_url:
        links.append((wording.say(texts.order_link), found.order.order_url))
    return links


def _order(order: Order, topic: str, wording: Wording) -> list[str]:
    texts = wording.texts
    lines = [
        wording.say(
            texts.order,
            number=order.order_number,
            placed=wording.day(order.placed_at) if order.placed_at else None,
            status=_coded(wording, "status", order.status),
        )
    ]
    lines += [_refund(refund, order, wording) for refund in order.refunds]
    if topic == "refund":
        return lines if order.refunds else [*lines, wording.say(texts.no_refund)]
    if order.items:
        lines.append(wording.say(texts.order_items, items=_items(order.items, wording)))
    if order.total is not None:
        total = wording.money(order.total, order.currency)
        lines.append(wording.say(texts.order_total, total=total))
    for parcel in order.parcels:
        lines += _parcel(parcel, wording)
    return lines


def _parcel(parcel: Parcel, wording: Wording, *, events: int = EVENTS_SHOWN) -> list[str]:
    texts = wording.texts
    carrier = carrier_name(parcel.carrier, wording) if parcel.carrier else None
    lines = [wording.say(texts.parcel, number=parcel.tracking_number, carrier=carrier)]
    if parcel.items:
        lines.append(wording.say(texts.parcel_items, items=_items(parcel.items, wording)))
    newest = parcel.events[0].code if parcel.events else None
    lines += [_event(event, wording) for event in parcel.events[:events]]
    if newest is not None and (follows := _coded(wording, "next", newest)):
        lines.append(follows)
    if parcel.estimated_delivery is not None and newest not in _ARRIVED:
        day = wording.day(parcel.estimated_delivery)
        lines.append(wording.say(texts.parcel_estimate, day=day))
    return lines


def _event(event: TrackingEvent, wording: Wording) -> str:
    return wording.say(
        wording.texts.event,
        day=wording.day(event.at),
        place=wording.name(event.place) if event.place else None,
        event=_coded(wording, "event", event.code),
    )


def _refund(refund: Refund, order: Order, wording: Wording) -> str:
    at = refund.paid_at if refund.status == "paid" else refund.requested_at
    status = wording.texts.of_code("refund", refund.status) or ""
    money = refund.amount
    return wording.say(
        wording.texts.refund,
        status=wording.say(status, day=wording.day(at) if at else None),
        amount=None if money is None else wording.money(money, refund.currency or order.currency),
    )


def _items(items: Sequence[OrderItem], wording: Wording) -> str:
    return wording.listed(
        *(
            wording.say(
                wording.texts.item,
                name=wording.name(item.name_in(wording.language)),
                quantity=str(item.quantity),
            )
            for item in items
        )
    )


def _coded(wording: Wording, table: str, code: str) -> str:
    return wording.say(wording.texts.of_code(table, code) or "")
