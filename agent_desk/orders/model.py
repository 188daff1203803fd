"""Orders and parcels as the desk knows them, whatever system they come from.

Pydantic models, because a shop's own API sends the same shape (docs/orders.md).
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)

from agent_desk.domain.vocabulary import Language
from agent_desk.orders.numbers import normal_number
from agent_desk.settings.order_words import EventCode as EventCode
from agent_desk.settings.order_words import OrderStatus as OrderStatus
from agent_desk.settings.order_words import RefundStatus as RefundStatus
from agent_desk.types import Amount, Count, Name, OptionalDay, OptionalTime, Subject, Time

ITEMS_MAX, PARCELS_MAX, EVENTS_MAX, REFUNDS_MAX = 500, 50, 500, 50
UNREAD_MAX = 100
LINK_MAX_LENGTH = 2048


def _none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _a_link(address: str | None) -> str | None:
    if address is None:
        return None
    if not address.startswith("https://") or any(character.isspace() for character in address):
        raise ValueError("a link begins with https:// and holds no blanks")
    return address


def _day(value: object, info: ValidationInfo) -> object:
    """The day of a time, in the zone of the validation's context; shops send both."""
    value = _none_if_blank(value)
    if isinstance(value, str) and len(value.strip()) > len("2026-11-28"):
        value = _TIME.validate_python(value.strip())
    if isinstance(value, datetime):
        zone: tzinfo = (info.context or {}).get("time_zone", UTC)
        return (value if value.tzinfo is None else value.astimezone(zone)).date()
    return value


_TIME = TypeAdapter(datetime)
OptionalName = Annotated[Name | None, BeforeValidator(_none_if_blank)]
OptionalLink = Annotated[
    Annotated[str, StringConstraints(max_length=LINK_MAX_LENGTH)] | None,
    AfterValidator(_a_link),
    BeforeValidator(_none_if_blank),
]
OptionalAmount = Annotated[Amount | None, BeforeValidator(_none_if_blank)]
_NoneIsEmpty = BeforeValidator(lambda value: () if value is None else value)


class Record(BaseModel):
    """A shop may send further fields. A value out of bounds is an error."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class OrderItem(Record):
    """``name`` is in whatever language the shop has; the others are in theirs."""

    name: OptionalName = None
    name_zh: OptionalName = None
    name_en: OptionalName = None
    quantity: Count = 1

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not (self.name or self.name_zh or self.name_en):
            raise ValueError("an item needs a name")
        return self

    def name_in(self, language: Language) -> str:
        """The name for a visitor who reads ``language``, or else the name that there is."""
        of_language, other = self.name_zh, self.name_en
        if language == "en":
            of_language, other = other, of_language
        return of_language or self.name or other or ""


class TrackingEvent(Record):
    at: Time
    place: OptionalName = None
    code: EventCode


def _newest_first(events: tuple[TrackingEvent, ...]) -> tuple[TrackingEvent, ...]:
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


class Parcel(Record):
    """``url`` is the carrier's page about it, ``items`` what it holds. ``events`` newest first."""

    tracking_number: OptionalName = None
    carrier: OptionalName = None
    url: OptionalLink = None
    items: Annotated[tuple[OrderItem, ...], Field(max_length=ITEMS_MAX), _NoneIsEmpty] = ()
    estimated_delivery: Annotated[OptionalDay, BeforeValidator(_day)] = None
    events: Annotated[
        tuple[TrackingEvent, ...],
        Field(max_length=EVENTS_MAX),
        AfterValidator(_newest_first),
        _NoneIsEmpty,
    ] = ()


class Refund(Record):
    """Without a ``currency`` of its own, the amount is in the order's."""

    status: RefundStatus
    amount: OptionalAmount = None
    currency: OptionalName = None
    requested_at: OptionalTime = None
    paid_at: OptionalTime = None


class Order(Record):
    """An order; only its number and status are always known.

    ``customer_subject`` is the shop's own id of the buyer, as in a signed identity. ``recipient``
    is the name that the parcels are addressed to. ``order_url`` is the order's page in the shop.
    ``unread`` names what the shop sent and nobody could read, with the reason.
    """

    order_number: Annotated[Name, Field(min_length=1)]
    status: OrderStatus
    placed_at: OptionalTime = None
    customer_subject: Annotated[Subject | None, BeforeValidator(_none_if_blank)] = None
    phone: OptionalName = None
    email: OptionalName = None
    postal_code: OptionalName = None
    recipient: OptionalName = None
    items: Annotated[tuple[OrderItem, ...], Field(max_length=ITEMS_MAX), _NoneIsEmpty] = ()
    total: OptionalAmount = None
    currency: OptionalName = None
    parcels: Annotated[tuple[Parcel, ...], Field(max_length=PARCELS_MAX), _NoneIsEmpty] = ()
    refunds: Annotated[tuple[Refund, ...], Field(max_length=REFUNDS_MAX), _NoneIsEmpty] = ()
    order_url: OptionalLink = None
    unread: Annotated[tuple[Name, ...], Field(max_length=UNREAD_MAX)] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_refund_is_a_list_of_one(cls, sent: Any) -> Any:
        """A shop's API may send its only refund as ``refund``."""
        if isinstance(sent, dict) and sent.get("refund") is not None and not sent.get("refunds"):
            return {**sent, "refunds": [sent["refund"]]}
        return sent

    def parcel(self, tracking_number: str) -> Parcel | None:
        """The parcel with this ``normal_number``; a shop may write its numbers with spaces."""
        return next(
            (
                p
                for p in self.parcels
                if p.tracking_number and normal_number(p.tracking_number) == tracking_number
            ),
            None,
        )
