"""Where a customer follows a parcel: the page of its carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from agent_desk.orders.model import Order, Parcel
from agent_desk.orders.numbers import normal_number
from agent_desk.orders.source import OrderSource
from agent_desk.settings.order_numbers import ParcelNumber
from bot.number_forms import parse_form
from bot.tracking_numbers import carrier_of
from knowledge_base.language.scripts import to_simplified


def parcel_page(
    number: str, carrier_name: str | None, own: Sequence[ParcelNumber] = ()
) -> str | None:
    """The address of the parcel's page; None where no page is known that opens with a number.

    ``own`` are the shop's parcels. Else the carrier's name decides, and then the number's form.
    """
    for parcel in own:
        written = next(parse_form(parcel.pattern).find(number), None)
        if written is not None and parcel.url is not None:
            return _with(parcel.url, written.value)
        if written is not None and parcel.carrier is not None:
            number, carrier_name = written.value, parcel.carrier
            break
    else:
        number = normal_number(number)
    carrier = carrier_of(number, to_simplified(carrier_name or ""))
    return _with(carrier.page, number) if carrier and carrier.page else None


def _with(page: str, number: str) -> str:
    return page.replace("{number}", quote(number, safe=""))


@dataclass(frozen=True)
class WithParcelPages:
    """An order source whose parcels have a page, where the source itself names none."""

    source: OrderSource
    own: Sequence[ParcelNumber] = ()

    def order(self, order_number: str) -> Order | None:
        order = self.source.order(order_number)
        return order and self._with_pages(order)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        order = self.source.order_of_parcel(tracking_number)
        return order and self._with_pages(order)

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        return tuple(map(self._with_pages, self.source.orders_of(customer_subject)))

    def _with_pages(self, order: Order) -> Order:
        return order.model_copy(update={"parcels": tuple(map(self._with_page, order.parcels))})

    def _with_page(self, parcel: Parcel) -> Parcel:
        if parcel.url is not None or parcel.tracking_number is None:
            return parcel
        page = parcel_page(parcel.tracking_number, parcel.carrier, self.own)
        return parcel.model_copy(update={"url": page})
