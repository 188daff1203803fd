"""Counts tries at the digits of an order, so that nobody can try all 10,000."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent_desk.domain.attempt_limits import AttemptLimit
from agent_desk.orders.guessing_alarm import GuessingAlarm
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.rates import window_of
from agent_desk.settings.limits import LimitSettings
from agent_desk.storage.attempts import AttemptIds, count_attempt, record_attempt, seconds_to_wait
from agent_desk.storage.transaction import Snapshot, Transaction

OnWrongGuess = Callable[[Transaction, str], None]


@dataclass(frozen=True)
class Asker:
    """Who asks for an order.

    ``subject`` is the shop's own id of a visitor with a signed identity. ``address`` is a
    keyed hash of their network address; None if it is not known.
    """

    shop_id: str
    visitor_id: str
    subject: str | None = None
    address: str | None = None


def _nothing(_transaction: Transaction, _visitor_id: str) -> None:
    """A wrong guess has no further consequence."""


class Guesses:
    """Every method is the work of one transaction (``Database.write``), or reads.

    ``on_wrong_guess(transaction, visitor_id)`` is called for every wrong try.
    Raises StartError if a limit cannot be read.
    """

    def __init__(
        self,
        limits: LimitSettings,
        secret: DeskSecret,
        alarm: GuessingAlarm,
        *,
        on_wrong_guess: OnWrongGuess = _nothing,
    ) -> None:
        self._secret = secret
        self._alarm = alarm
        self._on_wrong_guess = on_wrong_guess
        self._by_visitor_or_order = window_of("order_attempts", limits.order_attempts)
        self._by_address = window_of("address_order_attempts", limits.address_order_attempts)

    def count(self, transaction: Transaction, asker: Asker) -> AttemptIds:
        """Counts a try of the visitor and their address; returns what ``give_back`` needs.

        Counts nothing and raises RateLimitedError if one of them has used up its tries.
        """
        return count_attempt(transaction, *self._of_asker(asker))

    def is_locked(self, session: Snapshot, asker: Asker, order_number: str) -> bool:
        """Whether the order has used up its tries. Nobody may learn that.

        An order and its parcels are locked together, so it would tell which belong together.
        ``order_number`` is the order's own, or the number asked for if there is no such order.
        """
        return seconds_to_wait(session, self._of_order(asker, order_number)) > 0

    def was_wrong(self, transaction: Transaction, asker: Asker, order_number: str) -> None:
        """Counts a wrong try at an order, and what follows from it. ``count`` came before."""
        if not self.is_locked(transaction, asker, order_number):  # a lock does not grow
            record_attempt(transaction, self._of_order(asker, order_number))
        self._alarm.count(transaction, asker.shop_id)
        self._on_wrong_guess(transaction, asker.visitor_id)

    def _of_order(self, asker: Asker, order_number: str) -> AttemptLimit:
        key = self._secret.keyed_hash("order", asker.shop_id, order_number)
        return AttemptLimit("order_attempts", key, self._by_visitor_or_order)

    def _of_asker(self, asker: Asker) -> list[AttemptLimit]:
        limits = [AttemptLimit("order_attempts", asker.visitor_id, self._by_visitor_or_order)]
        if asker.address is not None:
            limits.append(AttemptLimit("address_order_attempts", asker.address, self._by_address))
        return limits
