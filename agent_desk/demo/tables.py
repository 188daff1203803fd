"""The demo shop's tables, in the form that docs/orders.md describes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from agent_desk.storage.models import UtcDateTime


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
