"""An order, a parcel or a refund in words that a customer can act on; pure."""

from __future__ import annotations

from datetime import date, datetime

from agent_desk.domain.vocabulary import Language
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order, Parcel, Refund
from agent_desk.texts import in_script
from agent_desk.texts.orders import OrderTexts, order_texts

EVENTS_SHOWN = 3


def worded(found: Found, *, topic: str, language: Language) -> str:
    """What was found, as lines of text in the visitor's script. ``topic`` is ``refund`` or
    ``status``. What the shop's system names is converted by itself: it may be in another script."""
    texts = order_texts(language)
    if found.parcel is not None:
        return "\n".join(_parcel(found.parcel, texts, language))
    lines = [_headline(found.order, texts)]
    if topic == "refund" or found.order.refund is not None:
        lines.append(_refund(found.order.refund, found.order, texts))
    if topic != "refund":
        lines.append(_items(found.order, texts, language))
        for parcel in found.order.parcels:
            lines += _parcel(parcel, texts, language)
    return "\n".join(lines)


def day_worded(day: date, language: Language) -> str:
    """A day in the visitor's language, such as Nov 28."""
    return _day(day, order_texts(language))


def _headline(order: Order, texts: OrderTexts) -> str:
    return texts.order.format(
        number=order.order_number,
        placed=_day(order.placed_at, texts),
        status=texts.statuses[order.status],
    )


def _items(order: Order, texts: OrderTexts, language: Language) -> str:
    names = (item.name_en if language == "en" else item.name_zh for item in order.items)
    listed = texts.list_separator.join(
        texts.item.format(name=in_script(name, language), quantity=item.quantity)
        for name, item in zip(names, order.items, strict=True)
    )
    return texts.items.format(items=listed, currency=order.currency, total=f"{order.total:.2f}")


def _parcel(parcel: Parcel, texts: OrderTexts, language: Language) -> list[str]:
    carrier = in_script(parcel.carrier, language)
    lines = [texts.parcel.format(number=parcel.tracking_number, carrier=carrier)]
    if not parcel.events:
        return [*lines, texts.no_events]
    for event in parcel.events[:EVENTS_SHOWN]:
        lines.append(
            texts.event.format(
                day=_day(event.at, texts),
                place=in_script(event.place, language),
                what=texts.events[event.code],
            )
        )
    newest = parcel.events[0].code
    lines.append(texts.what_next[newest])
    if parcel.estimated_delivery is not None and newest not in ("delivered", "returned"):
        lines.append(texts.estimated.format(day=_day(parcel.estimated_delivery, texts)))
    return lines


def _refund(refund: Refund | None, order: Order, texts: OrderTexts) -> str:
    if refund is None:
        return texts.no_refund
    paid = refund.paid_at or refund.requested_at
    return texts.refunds[refund.status].format(
        amount=f"{refund.amount:.2f}",
        currency=order.currency,
        requested=_day(refund.requested_at, texts),
        paid=_day(paid, texts),
    )


def _day(day: date | datetime, texts: OrderTexts) -> str:
    return texts.day.format(month=day.month, day=day.day, month_name=_MONTHS[day.month - 1])


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
