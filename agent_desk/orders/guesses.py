"""Counts tries at the digits of an order, so that nobody can try all 10,000."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent_desk.domain.attempt_limits import AttemptLimit
from agent_desk.orders.guessing_alarm import GuessingAlarm
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.rates import window_of
from agent_desk.settings.desk import LimitSettings
from agent_desk.storage.attempts import AttemptIds, check_attempt, count_attempt
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

    def check(self, session: Snapshot, asker: Asker) -> None:
        """Counts nothing. Raises RateLimitedError if ``count`` would, whatever the order."""
        check_attempt(session, *self._of_asker(asker))

    def count(self, transaction: Transaction, asker: Asker, order_number: str) -> AttemptIds:
        """Counts a try before its digits are looked at; returns what ``give_back`` needs.

        ``order_number`` is the order's own, or the number asked for if there is no such order.
        Counts nothing and raises RateLimitedError if the visitor, their address or the order has
        used up its tries.
        """
        key = self._secret.keyed_hash("order", asker.shop_id, order_number)
        of_order = AttemptLimit("order_attempts", key, self._by_visitor_or_order)
        counted = count_attempt(transaction, *self._of_asker(asker), of_order)
        return counted + self._alarm.count(transaction, asker.shop_id)

    def was_wrong(self, transaction: Transaction, asker: Asker) -> None:
        """What follows when a try that was counted is wrong."""
        self._alarm.raise_if_due(transaction, asker.shop_id)
        self._on_wrong_guess(transaction, asker.visitor_id)

    def _of_asker(self, asker: Asker) -> list[AttemptLimit]:
        limits = [AttemptLimit("order_attempts", asker.visitor_id, self._by_visitor_or_order)]
        if asker.address is not None:
            limits.append(AttemptLimit("address_order_attempts", asker.address, self._by_address))
        return limits
