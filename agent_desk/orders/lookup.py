"""Who may see an order: its buyer, known by a signed identity or by the phone's last digits."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from agent_desk.errors import OrderSourceError, RateLimitedError
from agent_desk.orders.guesses import Asker, Guesses
from agent_desk.orders.model import Order, Parcel
from agent_desk.orders.numbers import last_four_digits, normal_number
from agent_desk.orders.source import OrderSource
from agent_desk.storage.attempts import give_back
from agent_desk.storage.database import Database


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


class OrderLookup:
    """The orders of one shop, for visitors who may see them. Called on the event loop."""

    def __init__(self, source: OrderSource, guesses: Guesses, database: Database) -> None:
        self._source = source
        self._guesses = guesses
        self._database = database

    def order(self, order_number: str, asker: Asker, phone_last4: str | None) -> Outcome:
        """The order, if the asker has shown that it is theirs.

        Its signed buyer always sees it. Anybody else needs the digits, and each wrong try counts
        against the visitor, the order and the address. Raises OrderSourceError and
        StorageUnavailableError.
        """
        return self._find(self._order, order_number, asker, phone_last4)

    def parcel(self, tracking_number: str, asker: Asker, phone_last4: str | None) -> Outcome:
        """The parcel, on the same terms as its order, and with the same tries.

        Nothing else of the order may be shown.
        """
        return self._find(self._parcel, tracking_number, asker, phone_last4)

    def _find(
        self,
        find: Callable[[str], Found | None],
        typed: str,
        asker: Asker,
        phone_last4: str | None,
    ) -> Outcome:
        number = normal_number(typed)
        try:
            self._check(asker)
            return self._decide(number, find(number), asker, phone_last4)
        except RateLimitedError as error:
            return Locked(error.retry_after_seconds)

    def _check(self, asker: Asker) -> None:
        """A guest who has used up their tries does not trouble the shop. A buyer may be signed."""
        if asker.subject is None:
            with self._database.read() as session:
                self._guesses.check(session, asker)

    def _decide(
        self, number: str, found: Found | None, asker: Asker, phone_last4: str | None
    ) -> Outcome:
        """Does the same for an order that does not exist as for wrong digits."""
        if found is not None and _is_buyer(asker.subject, found.order):
            return found
        if asker.subject is not None and not phone_last4:
            return Mismatch()  # nothing was guessed; the bot asks for the digits
        order_number = number if found is None else normal_number(found.order.order_number)
        counted = self._database.write(self._guesses.count, asker, order_number)
        if found is not None and _has_digits(phone_last4, found.order):
            self._database.write(give_back, counted)
            return found
        self._database.write(self._guesses.was_wrong, asker)
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


def _is_buyer(subject: str | None, order: Order) -> bool:
    buyer = order.customer_subject
    return bool(subject and buyer and hmac.compare_digest(subject.encode(), buyer.encode()))


def _has_digits(phone_last4: str | None, order: Order) -> bool:
    given = last_four_digits(phone_last4 or "")
    expected = last_four_digits(order.phone)
    return bool(given and expected and hmac.compare_digest(given, expected))
