"""Bounds how often guests make a shop's order source fail.

A look-up that fails is no guess, so it must not use up a guest's tries at the digits. Without a
limit of its own, one guest could call a failing source again and again.
"""

from __future__ import annotations

from agent_desk.domain.attempt_limits import AttemptLimit
from agent_desk.errors import OrderSourceError, RateLimitedError
from agent_desk.orders.guesses import Asker
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.rates import window_of
from agent_desk.settings.limits import LimitSettings
from agent_desk.storage.attempts import AttemptIds, count_attempt
from agent_desk.storage.transaction import Transaction


class FailedLookUps:
    """Counts by visitor and address, for each shop. Raises StartError if a limit cannot be read."""

    def __init__(self, limits: LimitSettings, secret: DeskSecret) -> None:
        self._secret = secret
        self._by_visitor = window_of("failed_look_ups", limits.failed_look_ups)
        self._by_address = window_of("address_failed_look_ups", limits.address_failed_look_ups)

    def count(self, transaction: Transaction, asker: Asker) -> AttemptIds:
        """Counts a look-up before the source is asked. Give it back when the source has answered.

        Counts nothing and raises OrderSourceError if too many have failed: the guest is answered as
        if this one had failed too, and not as somebody who guesses.
        """
        limits = [AttemptLimit("failed_look_ups", asker.visitor_id, self._by_visitor)]
        if asker.address is not None:
            key = self._secret.keyed_hash("failed look-ups", asker.shop_id, asker.address)
            limits.append(AttemptLimit("address_failed_look_ups", key, self._by_address))
        try:
            return count_attempt(transaction, *limits)
        except RateLimitedError as error:
            raise OrderSourceError("Too many look-ups of this guest have failed") from error
