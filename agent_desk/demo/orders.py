"""Fills the demo shop's database: 200 orders in every state, with parcels that move.

Everything comes from one seed, except that dates are relative to the moment of
filling.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from agent_desk.demo.goods import CURRENCIES, GOODS, ROUTES, Route
from agent_desk.demo.tables import (
    OrderRow,
    ParcelRow,
    ShopBase,
)
from agent_desk.errors import OrderSourceError
from agent_desk.orders.numbers import last_four_digits
from knowledge_base.configuration import resolve_database_url

ORDERS = 200
FIRST_NUMBER = 2611200001
SEED = 20

JOURNEY = (
    "accepted",
    "departed",
    "arrived",
    "customs",
    "cleared",
    "out_for_delivery",
    "delivered",
)


@dataclass(frozen=True)
class Fixed:
    """An order that the demo page shows and that tests use."""

    status: str
    phone: str
    subject: str | None = None
    last_event: str | None = None
    refund: str | None = None


SHOWCASE: tuple[Fixed, ...] = (
    Fixed("shipped", "+55 11 91234 1234", last_event="arrived"),
    Fixed("delivered", "+1 415 555 5678", last_event="delivered"),
    Fixed("unpaid", "13800004321"),
    Fixed("returned", "+44 7700 908765", last_event="delivered", refund="paid"),
    Fixed("shipped", "+49 151 0002468", last_event="held"),
    Fixed(
        "shipped",
        "+81 90 1111 1357",
        subject="customer-6",
        last_event="out_for_delivery",
    ),
)

STATUSES = (
    "unpaid",
    "paid",
    "packing",
    "shipped",
    "delivered",
    "cancelled",
    "returned",
)
WEIGHTS = (6, 8, 8, 40, 26, 5, 7)


def fill_when_empty(url: str) -> int:
    """Makes the orders if there are none; returns how many it made: 200 or 0.

    Raises OrderSourceError.
    """
    location = resolve_database_url(url)
    if location.database:
        Path(location.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(location)
    try:
        ShopBase.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            if session.scalar(select(OrderRow.order_number).limit(1)) is not None:
                return 0
            orders = _orders(datetime.now(UTC).replace(microsecond=0))
            session.add_all(orders)
            return len(orders)
    except SQLAlchemyError as error:
        raise OrderSourceError("The demo shop's database cannot be filled.") from error
    finally:
        engine.dispose()


def showcase(url: str) -> list[dict[str, Any]]:
    """The fixed orders for the demo page: number, last phone digits, status.

    Only orders that this module has made. The phone digits of real customers, in
    a shop's own database, must not be shown. Raises OrderSourceError.
    """
    engine = create_engine(resolve_database_url(url))
    try:
        with Session(engine) as session:
            rows = [
                (fixed, session.get(OrderRow, f"RL{FIRST_NUMBER + index}"))
                for index, fixed in enumerate(SHOWCASE)
            ]
    except SQLAlchemyError as error:
        raise OrderSourceError("The demo shop's database cannot be read.") from error
    finally:
        engine.dispose()
    return [
        {
            "order_number": row.order_number,
            "phone_last4": last_four_digits(row.phone),
            "status": row.status,
        }
        for fixed, row in rows
        if row is not None and row.phone == fixed.phone
    ]


def _orders(now: datetime) -> list[OrderRow]:
    draw = random.Random(SEED)
    rows = []
    for index in range(ORDERS):
        fixed = SHOWCASE[index] if index < len(SHOWCASE) else None
        status = fixed.status if fixed else draw.choices(STATUSES, WEIGHTS)[0]
        rows.append(_order(draw, f"RL{FIRST_NUMBER + index}", status, fixed, now))
    return rows


def _order(
    draw: random.Random, number: str, status: str, fixed: Fixed | None, now: datetime
) -> OrderRow:
    route = draw.choice(ROUTES)
    age = {"unpaid": 0, "paid": 1, "packing": 2}.get(status, draw.randint(6, 24))
    placed_at = now - timedelta(days=age, minutes=draw.randint(30, 600))
    items = [
        {"name_zh": zh, "name_en": en, "quantity": draw.choice((1, 1, 1, 2))}
        for zh, en in draw.sample(GOODS, draw.choice((1, 1, 2, 3)))
    ]
    total = Decimal(draw.randint(990, 14900)) / 100
    refund = fixed.refund if fixed else None
    if status == "returned" and refund is None:
        refund = draw.choice(("requested", "approved", "paid", "rejected"))
    return OrderRow(
        order_number=number,
        status=status,
        placed_at=placed_at,
        customer_subject=fixed.subject if fixed else None,
        phone=fixed.phone if fixed else f"{route.dial}{draw.randint(10**8, 10**9 - 1)}",
        items=items,
        total=total,
        currency=CURRENCIES.get(route.country, "USD"),
        refund=_refund(refund, total, now) if refund else None,
        parcels=_parcels(draw, route, status, fixed, placed_at, now),
    )


def _refund(status: str, total: Decimal, now: datetime) -> dict[str, Any]:
    return {
        "status": status,
        "amount": str(total),
        "requested_at": (now - timedelta(days=4)).isoformat(),
        "paid_at": (now - timedelta(days=1)).isoformat() if status == "paid" else None,
    }


def _parcels(
    draw: random.Random,
    route: Route,
    status: str,
    fixed: Fixed | None,
    placed_at: datetime,
    now: datetime,
) -> list[ParcelRow]:
    if status not in ("shipped", "delivered", "returned"):
        return []
    last = fixed.last_event if fixed and fixed.last_event else None
    if last is None:
        on_the_way = (*JOURNEY[:-1], "held", "failed_attempt")
        last = draw.choice(on_the_way) if status == "shipped" else "delivered"
        if status == "returned" and draw.random() < 0.3:
            last = "returned"
    events = _events(route, last, placed_at, now)
    return [
        ParcelRow(
            tracking_number=_tracking_number(draw, route),
            carrier=route.carrier,
            estimated_delivery=None
            if last in ("delivered", "returned")
            else (now + timedelta(days=draw.randint(1, 9))).date(),
            events=events,
        )
    ]


def _events(route: Route, last: str, placed_at: datetime, now: datetime) -> list[dict[str, Any]]:
    """The journey up to ``last``, spread evenly between dispatch and today, newest first."""
    detours = {
        "held": ("accepted", "departed", "arrived", "customs", "held"),
        "failed_attempt": (*JOURNEY[:6], "failed_attempt"),
        "returned": (*JOURNEY[:6], "failed_attempt", "returned"),
    }
    codes = detours.get(last) or JOURNEY[: JOURNEY.index(last) + 1]
    begun = placed_at + timedelta(hours=20)
    step = (now - timedelta(hours=5) - begun) / max(1, len(codes) - 1)
    events = [
        {
            "at": (begun + step * position).isoformat(),
            "place": "Shenzhen" if code in ("accepted", "departed") else route.city,
            "code": code,
        }
        for position, code in enumerate(codes)
    ]
    return events[::-1]


def _tracking_number(draw: random.Random, route: Route) -> str:
    if route.carrier == "SF Express":
        return f"SF{draw.randint(10**12, 10**13 - 1)}"
    if route.carrier == "YunExpress":
        return f"YT{draw.randint(10**15, 10**16 - 1)}"
    return _postal_number(draw.randint(0, 10**8 - 1))


def _postal_number(serial: int) -> str:
    """A number as in UPU S10: two letters, eight digits, a check digit, the country."""
    digits = f"{serial:08d}"
    weighted = sum(int(d) * w for d, w in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    check = 11 - weighted % 11
    return f"LX{digits}{ {10: 0, 11: 5}.get(check, check) }CN"
