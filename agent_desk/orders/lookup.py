"""Who may see an order: its buyer, known by a signed identity or by a proof."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import gevent
import structlog

from agent_desk.errors import OrderSourceError, OtherOrderError, RateLimitedError
from agent_desk.orders.failed_look_ups import FailedLookUps
from agent_desk.orders.guesses import Asker, Guesses
from agent_desk.orders.model import Order, Parcel
from agent_desk.orders.numbers import normal_number
from agent_desk.orders.proof import Given, compare
from agent_desk.orders.source import ORDERS_LISTED, OrderSource, find_order
from agent_desk.settings.order_proof import ProofKind, ProofSettings
from agent_desk.storage.attempts import AttemptIds, give_back
from agent_desk.storage.database import Database
from agent_desk.storage.transaction import Transaction

logger = structlog.get_logger(__name__)

# A mismatch is told after a whole number of these, and most sources answer within one: they take
# longer for an order that exists than for one that does not, or the other way round.
MISMATCH_STEP_SECONDS = 2.0

Proved = Mapping[str, Collection[str]]
"""Numbers that were proved a while ago, each with the orders that it was proved of."""


@dataclass(frozen=True)
class Found:
    """The visitor may see this; ``parcel`` is set when they asked for one.

    ``proved_by`` is what they have just proved it with; empty if they needed no proof.
    """

    order: Order
    parcel: Parcel | None = None
    proved_by: tuple[ProofKind, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The ``normal_number`` of all that may be shown: of the order and each of its parcels.

        Only of the parcel if that was asked for, since its number does not stand for the order's.
        """
        if self.parcel is not None:
            return (normal_number(self.parcel.tracking_number or ""),)
        parcels = (parcel.tracking_number or "" for parcel in self.order.parcels)
        return tuple(filter(None, map(normal_number, (self.order.order_number, *parcels))))


@dataclass(frozen=True)
class Mismatch:
    """There is no such order, or the proof is wrong. The visitor does not learn which.

    ``not_provable``: the order exists and holds nothing of what the visitor gave. Only agents may
    learn that.
    """

    not_provable: bool = False


@dataclass(frozen=True)
class Locked:
    """Too many wrong tries. For ``retry_after_seconds`` right ones are refused too."""

    retry_after_seconds: float


Outcome = Found | Mismatch | Locked


@dataclass(frozen=True)
class Counted:
    """What a look-up has counted before its outcome is known."""

    tries: AttemptIds
    failure: AttemptIds = ()


Find = Callable[[OrderSource, str], Found | None]


class OrderLookup:
    """The orders of one shop, for visitors who may see them. Called on the event loop.

    ``guest_source`` is for visitors without a signed identity, ``signed_source`` for the others.
    ``proof`` is what the shop wants to be shown. ``pause`` waits for some seconds.
    """

    def __init__(
        self,
        guest_source: OrderSource,
        signed_source: OrderSource,
        guesses: Guesses,
        failures: FailedLookUps,
        database: Database,
        proof: ProofSettings,
        *,
        pause: Callable[[float], None] = gevent.sleep,
    ) -> None:
        self._guest_source = guest_source
        self._signed_source = signed_source
        self._guesses = guesses
        self._failures = failures
        self._database = database
        self._proof = proof
        self._pause = pause

    def order(
        self, order_number: str, asker: Asker, given: Given, proved: Proved | None = None
    ) -> Outcome:
        """The order, if the asker has shown that it is theirs.

        Its signed buyer always sees it, and so does who has ``proved`` its ``normal_number`` of this
        very order. Anybody else has to give what proves it, and each wrong try counts against the
        visitor, the order and the address. Who has used up the tries of an order is answered as
        for a wrong proof. Raises OrderSourceError and StorageUnavailableError.
        """
        return self._find(_order, order_number, asker, given, proved or {})

    def parcel(
        self, tracking_number: str, asker: Asker, given: Given, proved: Proved | None = None
    ) -> Outcome:
        """The parcel, on the same terms as its order, and with the same tries.

        Nothing else of the order may be shown.
        """
        return self._find(_parcel, tracking_number, asker, given, proved or {})

    def own_orders(self, asker: Asker) -> tuple[Order, ...]:
        """The orders of a signed-in visitor, newest first; none for anybody else.

        Empty too if the source cannot list them. Raises OrderSourceError.
        """
        if asker.subject is None:
            return ()
        listed = self._signed_source.orders_of(asker.subject)
        own = [order for order in listed if _is_buyer(asker.subject, order)]
        own.sort(
            key=lambda order: order.placed_at or datetime.min.replace(tzinfo=UTC), reverse=True
        )
        return tuple(own[:ORDERS_LISTED])

    def _find(self, find: Find, number: str, asker: Asker, given: Given, proved: Proved) -> Outcome:
        begun = time.monotonic()
        outcome = self._answer(find, number, asker, given, proved.get(normal_number(number), ()))
        if isinstance(outcome, Mismatch):
            taken = time.monotonic() - begun
            self._pause(MISMATCH_STEP_SECONDS - taken % MISMATCH_STEP_SECONDS)
        return outcome

    def _answer(
        self, find: Find, number: str, asker: Asker, given: Given, orders: Collection[str]
    ) -> Outcome:
        """``orders`` are those of which the asker has proved this number."""
        again = self._answer_again(find, number, asker, orders) if orders else None
        if again is not None:
            return again
        answer = self._answer_guest if asker.subject is None else self._answer_signed
        try:
            return answer(find, number, asker, given)
        except RateLimitedError as error:
            return Locked(error.retry_after_seconds)

    def _answer_again(
        self, find: Find, number: str, asker: Asker, orders: Collection[str]
    ) -> Found | Mismatch | None:
        """None if the number is another order's now, or too. Nothing is guessed.

        A guest's calls of a failing source are counted all the same.
        """
        if asker.subject is not None:
            found = self._find_for_signed(find, number, asker)
        else:
            failure = self._database.write(self._failures.count, asker)
            found = _found(find, self._guest_source, number, asker)
            self._database.write(give_back, failure)
        if found is None:
            return Mismatch()
        return found if found.order.order_number in orders else None

    def _answer_guest(self, find: Find, number: str, asker: Asker, given: Given) -> Outcome:
        """Counts first, so that a guest without a try left does not trouble the shop."""
        counted = self._database.write(self._count_guest, asker)
        try:
            found = _found(find, self._guest_source, number, asker)
        except OrderSourceError:
            self._database.write(give_back, counted.tries)  # the failure counts
            raise
        return self._compare(number, found, asker, given, counted)

    def _answer_signed(self, find: Find, number: str, asker: Asker, given: Given) -> Outcome:
        """Counts only what is a guess: the buyer is never refused."""
        found = self._find_for_signed(find, number, asker)
        if found is not None and _is_buyer(asker.subject, found.order):
            return found
        if not given:
            return Mismatch()  # nothing was guessed; the bot asks for a proof
        counted = Counted(self._database.write(self._guesses.count, asker))
        return self._compare(number, found, asker, given, counted)

    def _find_for_signed(self, find: Find, number: str, asker: Asker) -> Found | None:
        """A parcel is looked for among the visitor's orders too: not every source can search."""
        found = _found(find, self._signed_source, number, asker)
        if found is None and find is _parcel:
            with suppress(OrderSourceError):  # it answered, and may be unable to list orders
                return self._own_parcel(number, asker)
        return found

    def _own_parcel(self, number: str, asker: Asker) -> Found | None:
        for order in self.own_orders(asker):
            if order.parcel(number) is not None:
                whole = _order(self._signed_source, order.order_number)
                parcel = whole.order.parcel(number) if whole else None
                return Found(whole.order, parcel) if whole and parcel else None
        return None

    def _count_guest(self, transaction: Transaction, asker: Asker) -> Counted:
        return Counted(
            self._guesses.count(transaction, asker), self._failures.count(transaction, asker)
        )

    def _compare(
        self,
        number: str,
        found: Found | None,
        asker: Asker,
        given: Given,
        counted: Counted,
    ) -> Outcome:
        """Does the same for an order that does not exist as for a wrong proof."""
        order_number = normal_number(number if found is None else found.order.order_number)
        comparison = compare(given, None if found is None else found.order, self._proof)
        is_right = bool(comparison.proved_by)
        shown = self._database.write(self._settle, asker, order_number, counted, is_right)
        if found is None or not shown:
            return Mismatch(not_provable=comparison.missing)
        return replace(found, proved_by=comparison.proved_by)

    def _settle(
        self,
        transaction: Transaction,
        asker: Asker,
        order_number: str,
        counted: Counted,
        is_right: bool,
    ) -> bool:
        """Whether the order may be shown. One transaction, so no other try comes in between."""
        give_back(transaction, counted.failure)
        if is_right and not self._guesses.is_locked(transaction, asker, order_number):
            give_back(transaction, counted.tries)
            return True
        self._guesses.was_wrong(transaction, asker, order_number)
        return False


def _found(find: Find, source: OrderSource, number: str, asker: Asker) -> Found | None:
    """Another order than the one asked for is none: an error would tell of an order like it."""
    try:
        return find(source, number)
    except OtherOrderError as error:
        logger.warning("order_source_failed", shop=asker.shop_id, why=str(error))
        return None


def _order(source: OrderSource, number: str) -> Found | None:
    order = find_order(source, number)
    return Found(order) if order else None


def _parcel(source: OrderSource, number: str) -> Found | None:
    order = source.order_of_parcel(number)
    if order is None:
        return None
    parcel = order.parcel(normal_number(number))
    if parcel is None:
        raise OtherOrderError("The source returned an order without the parcel")
    return Found(order, parcel)


def _is_buyer(subject: str | None, order: Order) -> bool:
    buyer = order.customer_subject
    return bool(subject and buyer and hmac.compare_digest(subject.encode(), buyer.encode()))
