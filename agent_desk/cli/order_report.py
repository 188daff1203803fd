"""What ``orders check`` says of an order; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order, Parcel, Refund
from agent_desk.orders.proof import held_kinds
from agent_desk.orders.wording import links_of, worded
from agent_desk.settings.order_proof import ProofSettings
from agent_desk.wording.wording import Wording

# The fields that say who the customer is; a link to the order may open it for whoever has it.
_PERSONAL = ("customer_subject", "phone", "email", "postal_code", "recipient", "order_url")
_NOTHING = "—"


@dataclass(frozen=True)
class Answers:
    """Whether the source finds the order by a tracking number, and lists it for its customer."""

    by_parcel: str
    of_customer: str


def report(
    order: Order,
    answers: Answers,
    proof: ProofSettings,
    wordings: Sequence[Wording],
    *,
    shown: bool = False,
) -> list[str]:
    """Lines for a person. Personal data is only said to be there, unless it is ``shown``.

    ``wordings`` are the shop's in each language.
    """
    return [
        *_fields(order, shown=shown),
        *(line for n, parcel in enumerate(order.parcels, 1) for line in _parcel(n, parcel)),
        *(_refund(refund, order) for refund in order.refunds),
        "",
        f"Found by its tracking number: {answers.by_parcel}",
        f"Listed for its signed customer: {answers.of_customer}",
        *doubts(order, proof),
        *_customer_reads(order, wordings, shown=shown),
    ]


def doubts(order: Order, proof: ProofSettings) -> list[str]:
    """With what guests can prove the order, and warnings of what it lacks."""
    return [*_proof(order, proof), *_warnings(order)]


def _fields(order: Order, *, shown: bool) -> Iterator[str]:
    yield _row("order_number", order.order_number)
    yield _row("status", order.status)
    yield _row("placed_at", _time(order.placed_at))
    for name in _PERSONAL:
        value = getattr(order, name)
        yield _row(name, value if shown or value is None else "yes (masked)")
    items = ", ".join(f"{item.name_in('en')} × {item.quantity}" for item in order.items)
    yield _row("items", items or None)
    total = None if order.total is None else f"{order.currency or '(no currency)'} {order.total}"
    yield _row("total", total)
    yield _row("parcels", str(len(order.parcels)))
    yield _row("refunds", str(len(order.refunds)))


def _row(name: str, value: str | None) -> str:
    return f"  {name:<17} {value or _NOTHING}"


def _time(when: datetime | None) -> str | None:
    return None if when is None else f"{when:%Y-%m-%d %H:%M %Z}"


def _parcel(number: int, parcel: Parcel) -> Iterator[str]:
    held = ", ".join(f"{item.name_in('en')} × {item.quantity}" for item in parcel.items)
    yield f"  parcel {number}"
    yield _row("  tracking_number", parcel.tracking_number)
    yield _row("  carrier", parcel.carrier)
    yield _row("  url", parcel.url)
    yield _row("  items", held or None)
    yield _row("  estimated", str(parcel.estimated_delivery or "") or None)
    newest = parcel.events[0] if parcel.events else None
    if newest is not None:
        yield _row("  events", f"{len(parcel.events)}, {newest.code} at {_time(newest.at)}")


def _refund(refund: Refund, order: Order) -> str:
    currency = refund.currency or order.currency or ""
    amount = "" if refund.amount is None else f"{currency} {refund.amount}"
    days = ", ".join(
        f"{word} {_time(when)}"
        for word, when in (("requested", refund.requested_at), ("paid", refund.paid_at))
        if when is not None
    )
    return "  refund: " + ", ".join(filter(None, (refund.status, amount.strip(), days)))


def _proof(order: Order, proof: ProofSettings) -> Iterator[str]:
    held = held_kinds(order, proof)
    lacking = [kind for kind in proof.kinds if kind not in held]
    both = " and " if proof.needed > 1 else " or "
    yield f"Guests can prove it with: {both.join(held) or 'nothing'}"
    if lacking:
        yield (
            f"warning: the shop asks for {', '.join(proof.kinds)}, and the order has no "
            f"{', '.join(lacking)}"
        )
    if order.customer_subject is None:
        yield "warning: the order names no customer, so a signed identity does not prove it"


def _warnings(order: Order) -> list[str]:
    return [f"warning: left out, since it cannot be read: {named}" for named in order.unread]


def _customer_reads(order: Order, wordings: Sequence[Wording], *, shown: bool) -> Iterator[str]:
    for wording in wordings:
        found = Found(order)
        said = worded(found, topic="status", wording=wording)
        links = links_of(found, topic="status", wording=wording)
        yield ""
        yield f"What a customer reads ({wording.language}):"
        yield from (f"  {line}" for line in said.splitlines())
        yield from (f"  [{label}]({url if shown else '…'})" for label, url in links)
