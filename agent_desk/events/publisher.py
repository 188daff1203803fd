"""Turns the events of a committed transaction into socket events, metrics and log lines."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from sqlalchemy.exc import DBAPIError

from agent_desk.domain.events import (
    ConversationReleased,
    Event,
    GuessingAlarmRaised,
    IdleStepTaken,
    OutcomeKnown,
    TurnDue,
    WaitStepTaken,
)
from agent_desk.events.broadcast import Broadcast
from agent_desk.metrics import Metrics
from agent_desk.storage.transaction import Transaction

logger = structlog.get_logger(__name__)


class Publisher:
    """``turn_due`` tells the worker that answers turns, ``outcome`` keeps what became of a question."""

    def __init__(
        self,
        broadcast: Broadcast,
        metrics: Metrics,
        *,
        turn_due: Callable[[TurnDue], None],
        outcome: Callable[[OutcomeKnown], None],
    ) -> None:
        self._broadcast = broadcast
        self._metrics = metrics
        self._turn_due = turn_due
        self._outcome = outcome

    def publish(self, transaction: Transaction) -> None:
        """Publishes the events in order, and reads in the transaction, which is committed.

        An event that fails is logged; the others are still published. A client
        that misses one finds the gap and fetches it.
        """
        for event in transaction.events:
            try:
                self._publish(transaction, event)
            except DBAPIError as error:
                kind = type(event).__name__
                logger.warning("event_not_published", kind=kind, why=type(error).__name__)
            except Exception:  # the request has succeeded, and must not fail because of a bug here
                logger.exception("event_not_published", kind=type(event).__name__)

    def _publish(self, transaction: Transaction, event: Event) -> None:
        if isinstance(event, TurnDue):
            self._turn_due(event)
        if isinstance(event, OutcomeKnown):
            self._outcome(event)
        self._metrics.count(event)
        _log(event)
        self._broadcast.send(transaction, event)


def _log(event: Event) -> None:
    match event:
        case ConversationReleased(conversation_id, agent_id, change):
            logger.info(
                "chat_released", conversation=conversation_id, agent=agent_id, change=change
            )
        case WaitStepTaken(conversation_id, step):
            logger.info("wait_step_taken", conversation=conversation_id, step=step)
        case IdleStepTaken(conversation_id, step):
            logger.info("idle_step_taken", conversation=conversation_id, step=step)
        case GuessingAlarmRaised(shop_id):
            logger.warning("order_guessing_alarm", shop=shop_id)
