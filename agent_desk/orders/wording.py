"""An order, a parcel or a refund in words that a customer can act on; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from agent_desk.domain.vocabulary import Language
from agent_desk.orders.carrier_names import carrier_name
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order, Parcel, Refund
from agent_desk.wording.desk import in_script
from agent_desk.wording.orders import OrderTexts, order_texts

EVENTS_SHOWN = 3


def worded(found: Found, *, topic: str, language: Language) -> str:
    """What was found, as lines of text in the visitor's script. ``topic`` is ``refund`` or
    ``status``. What the shop's system names is converted by itself: it may be in another script."""
    texts = order_texts(language)
    if found.parcel is not None:
        return "\n".join(_parcel(found.parcel, texts, language))
    lines = [_headline(found.order, texts)]
    lines += [_refund(refund, found.order, texts) for refund in found.order.refunds]
    if topic == "refund" and not found.order.refunds:
        lines.append(texts.no_refund)
    if topic != "refund":
        lines += _items(found.order, texts, language)
        for parcel in found.order.parcels:
            lines += _parcel(parcel, texts, language)
    return "\n".join(lines)


def also_named(numbers: Sequence[str], language: Language) -> str:
    """What is said of the numbers that came with the one that was looked up."""
    texts = order_texts(language)
    return texts.other_numbers.format(numbers=texts.list_separator.join(numbers))


def day(when: date | datetime | None, language: Language) -> str:
    """As customers write it; empty if it is not known."""
    return _day(when, order_texts(language))


def _headline(order: Order, texts: OrderTexts) -> str:
    template = texts.order if order.placed_at is not None else texts.order_undated
    return template.format(
        number=order.order_number,
        placed=_day(order.placed_at, texts),
        status=texts.statuses[order.status],
    )


def _items(order: Order, texts: OrderTexts, language: Language) -> list[str]:
    lines = []
    if order.items:
        listed = texts.list_separator.join(
            texts.item.format(
                name=in_script(item.name_in(language), language), quantity=item.quantity
            )
            for item in order.items
        )
        lines.append(texts.items.format(items=listed))
    if order.total is not None:
        lines.append(texts.total.format(total=_money(order.total, order.currency)))
    return lines


def _parcel(parcel: Parcel, texts: OrderTexts, language: Language) -> list[str]:
    carrier = carrier_name(parcel.carrier, language) if parcel.carrier else ""
    named = " ".join(filter(None, (parcel.tracking_number, carrier)))
    lines = [texts.parcel.format(parcel=named), *filter(None, [parcel.url])]
    if not parcel.events:
        return [*lines, texts.no_events]
    for event in parcel.events[:EVENTS_SHOWN]:
        lines.append(
            texts.event.format(
                day=_day(event.at, texts),
                place=in_script(event.place or "", language),
                what=texts.events[event.code],
            )
        )
    newest = parcel.events[0].code
    lines.append(texts.what_next[newest])
    if parcel.estimated_delivery is not None and newest not in ("delivered", "returned"):
        lines.append(texts.estimated.format(day=_day(parcel.estimated_delivery, texts)))
    return lines


def _refund(refund: Refund, order: Order, texts: OrderTexts) -> str:
    said = texts.refunds[refund.status]
    if refund.amount is None:
        return said
    return f"{said} ({_money(refund.amount, refund.currency or order.currency)})"


def _money(amount: Decimal, currency: str | None) -> str:
    return " ".join(filter(None, (currency, f"{amount:.2f}")))


def _day(day: date | datetime | None, texts: OrderTexts) -> str:
    if day is None:
        return ""
    return texts.day.format(month=day.month, day=day.day, month_name=_MONTHS[day.month - 1])


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
