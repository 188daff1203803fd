"""How much one network address, or one signed customer, may ask of a shop's people."""

from __future__ import annotations

import math
from collections.abc import Callable

from agent_desk.domain.attempt_limits import AttemptLimit, GrowingDelay
from agent_desk.errors import TooManyMessagesError
from agent_desk.settings.limits import LimitSettings
from agent_desk.settings.types import GrowingDelaySettings
from agent_desk.storage.attempts import record_attempt, seconds_to_wait
from agent_desk.storage.models import Conversation
from agent_desk.storage.queue import waiting_from
from agent_desk.storage.transaction import Snapshot, Transaction

KeyedHash = Callable[..., str]
"""``DeskSecret.keyed_hash``."""


class SourceLimits:
    """Counts by source: where a guest's requests come from, or which customer signed in.

    A source is a keyed hash, and another one at each shop. Signed customers have their own, so
    that a stranger at the same address takes nothing from them.
    """

    def __init__(self, limits: LimitSettings, keyed_hash: KeyedHash) -> None:
        self._limits = limits
        self._keyed_hash = keyed_hash

    def source(self, shop_id: str, subject: str | None, address: str | None) -> str:
        """``address`` is the keyed hash of a network address.

        All guests whose address is unknown are one source.
        """
        who = ("customer", subject) if subject is not None else ("address", address or "")
        return self._keyed_hash("source", shop_id, *who)

    def seconds_until_handoff(self, session: Snapshot, shop_id: str, source: str) -> float:
        """Until a chat may begin to wait for a person; 0.0 if it may now.

        If too many chats of the source wait already, nobody knows when one leaves the queue. Then
        this is the first delay.
        """
        wait = seconds_to_wait(session, self._handoffs(source))
        if waiting_from(session, shop_id, source) >= self._limits.waiting_chats:
            wait = max(wait, self._limits.handoffs.first_seconds)
        return wait

    def count_handoff(
        self, transaction: Transaction, conversation: Conversation, source: str
    ) -> None:
        """``conversation`` begins to wait. Call it after the change of state."""
        record_attempt(transaction, self._handoffs(source))
        conversation.waiting_source = source

    def count_left_message(self, transaction: Transaction, source: str) -> None:
        """Raises TooManyMessagesError, and counts nothing, if the source has left too many."""
        limit = AttemptLimit("left_message", source, _rule(self._limits.left_messages))
        wait = math.ceil(seconds_to_wait(transaction, limit))
        if wait > 0:
            raise TooManyMessagesError(
                f"Too many messages came from your network. Please try again in {wait} s.",
                retry_after_seconds=float(wait),
            )
        record_attempt(transaction, limit)

    def _handoffs(self, source: str) -> AttemptLimit:
        return AttemptLimit("handoff", source, _rule(self._limits.handoffs))


def _rule(settings: GrowingDelaySettings) -> GrowingDelay:
    return GrowingDelay(
        free=settings.free,
        first_seconds=settings.first_seconds,
        longest_seconds=settings.longest_seconds,
        memory_seconds=settings.memory_seconds,
    )
