"""Who may see an order: its buyer, known by a signed identity or by the phone's last digits."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from agent_desk.errors import OrderSourceError, RateLimitedError
from agent_desk.orders.model import Order, Parcel
from agent_desk.orders.numbers import last_four_digits, normal_number
from agent_desk.orders.source import OrderSource
from agent_desk.security.rates import RateName, Rates


@dataclass(frozen=True)
class Found:
    """The visitor may see this; ``parcel`` is set when they asked for one."""

    order: Order
    parcel: Parcel | None = None


@dataclass(frozen=True)
class Mismatch:
    """There is no such order, or the digits are wrong. The visitor does not learn which."""


@dataclass(frozen=True)
class Locked:
    """Too many wrong tries. For ``retry_after_seconds`` right ones are refused too."""

    retry_after_seconds: float


Outcome = Found | Mismatch | Locked


@dataclass(frozen=True)
class Asker:
    """Who asks for an order.

    ``subject`` is the shop's own id of a visitor with a signed identity. ``address``
    is None when the visitor is no longer connected.
    """

    shop_id: str
    visitor_id: str
    subject: str | None = None
    address: str | None = None


class OrderLookup:
    """The orders of one shop, for visitors who may see them.

    Called from several threads.
    """

    def __init__(self, source: OrderSource, rates: Rates) -> None:
        self._source = source
        self._rates = rates

    def order(self, order_number: str, asker: Asker, phone_last4: str | None) -> Outcome:
        """The order, if the asker has shown that it is theirs.

        Wrong tries count against the visitor, the number and the address, so that neither one
        visitor nor many together can try all 10,000 digit groups. Raises OrderSourceError.
        """
        number = normal_number(order_number)
        return self._find(number, lambda: self._order(number), asker, phone_last4)

    def parcel(self, tracking_number: str, asker: Asker, phone_last4: str | None) -> Outcome:
        """The parcel, on the same terms as its order. Nothing else of the order may be shown."""
        number = normal_number(tracking_number)
        return self._find(number, lambda: self._parcel(number), asker, phone_last4)

    def _find(
        self,
        number: str,
        find: Callable[[], Found | None],
        asker: Asker,
        phone_last4: str | None,
    ) -> Outcome:
        counted = _counted(number, asker)
        try:
            for rate, key in counted:
                self._rates.check(rate, key)
        except RateLimitedError as error:
            return Locked(error.retry_after_seconds)
        found = find()
        if found is not None and _is_theirs(found.order, asker.subject, phone_last4):
            return found
        for rate, key in counted:
            self._count(rate, key)
        return Mismatch()

    def _order(self, number: str) -> Found | None:
        order = self._source.order(number)
        if order is not None and normal_number(order.order_number) != number:
            raise OrderSourceError("The source returned an order that was not asked for")
        return Found(order) if order else None

    def _parcel(self, number: str) -> Found | None:
        order = self._source.order_of_parcel(number)
        if order is None:
            return None
        parcel = order.parcel(number)
        if parcel is None:
            raise OrderSourceError("The source returned an order without the parcel")
        return Found(order, parcel)

    def _count(self, rate: RateName, key: str) -> None:
        try:
            self._rates.hit(rate, key)
        except RateLimitedError:
            # Another turn used the last try meanwhile; the next look-up finds it locked.
            return


def _counted(number: str, asker: Asker) -> list[tuple[RateName, str]]:
    counted: list[tuple[RateName, str]] = [
        ("order_attempts", f"{asker.shop_id}:visitor:{asker.visitor_id}"),
        ("order_attempts", f"{asker.shop_id}:number:{number}"),
    ]
    if asker.address is not None:
        counted.append(("address_order_attempts", asker.address))
    return counted


def _is_theirs(order: Order, subject: str | None, phone_last4: str | None) -> bool:
    buyer = order.customer_subject
    if subject and buyer and hmac.compare_digest(subject.encode(), buyer.encode()):
        return True
    given = last_four_digits(phone_last4 or "")
    expected = last_four_digits(order.phone)
    if given is None or expected is None:
        return False
    return hmac.compare_digest(given, expected)
