"""Watches everybody who waits for a person, so that no wait is silent and none is for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

import structlog

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import (
    Change,
    State,
)
from agent_desk.domain.vocabulary import Language, MessageOffer
from agent_desk.domain.wait_policy import (
    Step,
    Wait,
    next_step,
)
from agent_desk.metrics import Metrics
from agent_desk.services.attendance import Attendance
from agent_desk.services.message_offer import offer_message
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import HandoffSettings
from agent_desk.storage import log, queue
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.left_messages import open_left_message
from agent_desk.storage.models import Conversation, Visitor
from agent_desk.texts import base_language
from agent_desk.texts.absence import absence_texts

logger = structlog.get_logger(__name__)

# seen_at is shared by all processes, and not worth a write at every look.
SEEN_EVERY = timedelta(seconds=20)
# Fewer than a statement of SQLite may name; the next look takes the next ones.
SEEN_AT_ONCE = 10_000
# The longest that a console waits between two tries to come back, and a little.
CONSOLES_BACK_AFTER = timedelta(seconds=40)

_OFFERS: dict[Step, MessageOffer] = {
    Step.TELL_CLOSED: "closed",
    Step.TELL_NOBODY: "nobody_there",
    Step.TELL_LATE: "long_wait",
    Step.END_CLOSED: "closed",
    Step.END_LATE: "long_wait",
}

# An agent who comes and goes is no news each time.
_TOLD_ONCE = (Step.TELL_CLOSED, Step.TELL_NOBODY, Step.TELL_LATE)


class Endings:
    """``is_connected`` says whether a visitor, by the hash of their token, has a page open here."""

    def __init__(
        self,
        settings: HandoffSettings,
        database: Database,
        publisher: Publisher,
        attendance: Attendance,
        metrics: Metrics,
        *,
        is_connected: Callable[[str], bool],
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._publisher = publisher
        self._attendance = attendance
        self._metrics = metrics
        self._is_connected = is_connected
        self._now = clock
        # Whoever waited while no desk ran gets their time to come back.
        self._started_at = clock()

    def sweep(self) -> int:
        """Tells who is to be told and ends what is to be ended; how many it were."""
        now = self._now()
        seen, due, on_duty = [], [], {}
        with self._database.read() as session:
            for conversation, visitor, has_message in queue.waiting_visitors(session):
                shop_id = conversation.shop_id
                if shop_id not in on_duty:
                    on_duty[shop_id] = self._attendance.somebody_there(session, shop_id)
                if self._is_connected(visitor.token_hash) and (
                    visitor.seen_at is None or now - visitor.seen_at > SEEN_EVERY
                ):
                    seen.append(visitor.id)
                wait = self._wait(
                    conversation, visitor, has_message=has_message, on_duty=on_duty[shop_id]
                )
                if next_step(wait, now, self._settings):
                    due.append(conversation.id)
        self._saw(seen[:SEEN_AT_ONCE], now)
        return sum(self._look_after(conversation_id) for conversation_id in due)

    def _saw(self, visitor_ids: list[str], now: datetime) -> None:
        if visitor_ids:
            with self._database.write() as transaction:
                queue.saw_visitors(transaction, visitor_ids, now)

    def _look_after(self, conversation_id: str) -> bool:
        now = self._now()
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, conversation_id)
            if conversation.state != State.QUEUED:
                return False
            wait = self._wait(
                conversation,
                transaction.get_one(Visitor, conversation.visitor_id),
                has_message=open_left_message(transaction, conversation.id) is not None,
                on_duty=self._attendance.somebody_there(transaction, conversation.shop_id),
            )
            step = next_step(wait, now, self._settings)
            if step is None:
                return False
            self._take(transaction, conversation, step, now)
            transaction.after_commit(lambda: self._metrics.waits.labels(step=step.value).inc())
        logger.info("wait_looked_after", conversation=conversation_id, step=step.value)
        return True

    def _wait(
        self, conversation: Conversation, visitor: Visitor, *, has_message: bool, on_duty: bool
    ) -> Wait:
        now = self._now()
        here = self._is_connected(visitor.token_hash)
        return Wait(
            since=conversation.queued_at or conversation.updated_at,
            seen_at=now if here else max(visitor.seen_at or self._started_at, self._started_at),
            is_open=self._attendance.is_open(conversation.shop_id, now),
            # A desk that has just begun has seen nobody yet.
            on_duty=on_duty or now - self._started_at < CONSOLES_BACK_AFTER,
            offered=conversation.message_offer,
            has_message=has_message,
        )

    def _take(
        self, transaction: Transaction, conversation: Conversation, step: Step, now: datetime
    ) -> None:
        if step == Step.KEEP_MESSAGE:
            self._change(transaction, conversation, Change.KEEP_MESSAGE, now)
            return
        if step == Step.VISITOR_LEFT:
            self._change(transaction, conversation, Change.RESOLVE, now, type="visitor_left")
            return
        language = cast(Language, conversation.language)
        texts = absence_texts(base_language(language))
        reason = _OFFERS[step]
        if step in _TOLD_ONCE and log.message_offered_since(
            transaction, conversation.id, since=conversation.queued_at or now, reason=reason
        ):
            conversation.message_offer = reason
            transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))
            return
        words = {Step.TELL_CLOSED: texts.closing, Step.END_LATE: texts.wait_ended}.get(step)
        if step in (Step.END_CLOSED, Step.END_LATE):
            self._change(transaction, conversation, Change.END_WAIT, now, reason=reason)
        offer_message(
            transaction,
            self._publisher,
            self._attendance,
            conversation,
            reason,
            language=language,
            now=now,
            words=words,
        )

    def _change(
        self,
        transaction: Transaction,
        conversation: Conversation,
        change: Change,
        now: datetime,
        **facts: str,
    ) -> None:
        change_state(transaction, self._publisher, conversation, change, now=now, facts=facts)
