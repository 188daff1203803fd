"""Orders from a database, such as the demo shop's (docs/orders.md has the tables)."""

from __future__ import annotations

import math
import time
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    ForeignKey,
    Numeric,
    String,
    create_engine,
    event,
    select,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import Order, Parcel, Refund
from agent_desk.settings.shops import SqlOrders
from agent_desk.storage.models import UtcDateTime
from knowledge_base.configuration import resolve_database_url

# Of SQLite's virtual machine: a few milliseconds.
STEPS_BETWEEN_CHECKS = 100_000
# What a column raises whose value is no date, no number or no list, beside pydantic's errors.
UNREADABLE = (SQLAlchemyError, ValueError, TypeError, ArithmeticError)


class ShopBase(DeclarativeBase):
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class OrderRow(ShopBase):
    """``items`` and ``refund`` are JSON in the shape of ``model.OrderItem`` and ``model.Refund``."""

    __tablename__ = "orders"

    order_number: Mapped[str] = mapped_column(String(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    placed_at: Mapped[datetime]
    customer_subject: Mapped[str | None] = mapped_column(String(255))
    phone: Mapped[str] = mapped_column(String(32))
    items: Mapped[list[Any]]
    total: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    currency: Mapped[str] = mapped_column(String(3))
    refund: Mapped[dict[str, Any] | None]
    parcels: Mapped[list[ParcelRow]] = relationship(lazy="selectin")


class ParcelRow(ShopBase):
    """``events`` is JSON, newest first, in the shape of ``model.TrackingEvent``."""

    __tablename__ = "parcels"

    tracking_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.order_number"), index=True)
    carrier: Mapped[str] = mapped_column(String(64))
    estimated_delivery: Mapped[date | None]
    events: Mapped[list[Any]]


class SqlOrderSource:
    """Reads only. Safe to call from several threads: each call has its own connection."""

    def __init__(self, settings: SqlOrders) -> None:
        self._engine = create_engine(resolve_database_url(settings.url), hide_parameters=True)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "begin", partial(_set_deadline, settings.timeout_seconds))

    def order(self, order_number: str) -> Order | None:
        return self._read(order_number)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        try:
            with Session(self._engine) as session:
                parcel = session.get(ParcelRow, tracking_number)
                order_number = parcel.order_number if parcel else None
        except UNREADABLE as error:
            raise _failed(error) from error
        return self._read(order_number) if order_number else None

    def _read(self, order_number: str) -> Order | None:
        try:
            with Session(self._engine) as session:
                row = session.scalar(select(OrderRow).where(OrderRow.order_number == order_number))
                return _order(row) if row else None
        except UNREADABLE as error:
            raise _failed(error) from error


def _order(row: OrderRow) -> Order:
    return Order(
        order_number=row.order_number,
        status=row.status,
        placed_at=row.placed_at,
        customer_subject=row.customer_subject,
        phone=row.phone,
        items=tuple(row.items),
        total=row.total,
        currency=row.currency,
        parcels=tuple(
            Parcel(
                tracking_number=parcel.tracking_number,
                carrier=parcel.carrier,
                estimated_delivery=parcel.estimated_delivery,
                events=tuple(parcel.events),
            )
            for parcel in row.parcels
        ),
        refunds=(Refund.model_validate(row.refund),) if row.refund else (),
    )


def _set_deadline(seconds: float, connection: Any) -> None:
    """SQLite ends what the transaction waits for or computes for longer.

    Other databases are reached over a socket, where ``GuardedSource`` ends the wait.
    """
    sqlite = connection.connection.dbapi_connection
    give_up = time.monotonic() + seconds
    sqlite.execute(f"PRAGMA busy_timeout={math.ceil(seconds * 1000)}")
    sqlite.set_progress_handler(lambda: time.monotonic() > give_up, STEPS_BETWEEN_CHECKS)


def _failed(error: Exception) -> OrderSourceError:
    return OrderSourceError(
        f"The order database failed: {type(error).__name__}",
        unreachable=isinstance(error, (OperationalError, PoolTimeoutError)),
    )
