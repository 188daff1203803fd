"""Who may see an order: its buyer, shown by a signed identity or by the phone's last digits."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from agent_desk.errors import RateLimitedError
from agent_desk.security.rates import Rates
from agent_desk.services.orders.model import Order, Parcel
from agent_desk.services.orders.numbers import last_four_digits, normal_number
from agent_desk.services.orders.source import OrderSource


@dataclass(frozen=True)
class Found:
    """The visitor may see this; ``parcel`` is set when they asked for one."""

    order: Order
    parcel: Parcel | None = None


@dataclass(frozen=True)
class Mismatch:
    """There is no such order, or the digits are wrong: nobody learns which."""


@dataclass(frozen=True)
class Locked:
    """Too many wrong tries; a right one is refused as well until then."""

    retry_after_seconds: float


Outcome = Found | Mismatch | Locked


class OrderLookup:
    def __init__(self, source: OrderSource, rates: Rates) -> None:
        self._source = source
        self._rates = rates

    def find(
        self,
        *,
        order_number: str | None,
        tracking_number: str | None,
        visitor_id: str,
        subject: str | None,
        phone_last4: str | None,
    ) -> Outcome:
        """The order, or the order of the parcel, if the visitor has shown that it is theirs.

        Wrong tries count against the visitor and against the number, so that
        neither one visitor nor many can try out the 10,000 digit groups.
        Raises OrderSourceError.
        """
        number = normal_number(order_number or tracking_number or "")
        keys = (f"visitor:{visitor_id}", f"number:{number}")
        try:
            for key in keys:
                self._rates.check("order_attempts", key)
        except RateLimitedError as error:
            return Locked(error.retry_after_seconds)
        order = self._source.order(number) if order_number else self._source.order_of_parcel(number)
        if order is not None and _is_theirs(order, subject, phone_last4):
            return Found(order, None if order_number else order.parcel(number))
        for key in keys:
            self._count(key)
        return Mismatch()

    def _count(self, key: str) -> None:
        try:
            self._rates.hit("order_attempts", key)
        except RateLimitedError:
            # Another turn used up the last try meanwhile; the next look-up finds it locked.
            return


def _is_theirs(order: Order, subject: str | None, phone_last4: str | None) -> bool:
    buyer = order.customer_subject
    if subject and buyer and hmac.compare_digest(subject.encode(), buyer.encode()):
        return True
    given = last_four_digits(phone_last4 or "")
    expected = last_four_digits(order.phone)
    if given is None or expected is None:
        return False
    return hmac.compare_digest(given, expected)
