"""Watches the chats that wait for a person, so that visitors get notices and every wait ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from agent_desk.domain.conversation import Change, State
from agent_desk.domain.events import ConversationChanged, WaitStepTaken
from agent_desk.domain.vocabulary import MessageOffer
from agent_desk.domain.wait_policy import Step, Wait, next_step
from agent_desk.services.attendance import Attendance
from agent_desk.services.message_offer import offer_message
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import HandoffSettings
from agent_desk.storage import log, queue
from agent_desk.storage.database import Database
from agent_desk.storage.left_messages import open_left_message
from agent_desk.storage.models import Conversation, Visitor
from agent_desk.storage.transaction import Transaction
from agent_desk.wording.wording import Wordings

# How old the shared ``seen_at`` of a connected visitor may get before a sweep writes it.
SEEN_INTERVAL = timedelta(seconds=20)
# Fewer than the parameters of one SQLite statement. The next sweep takes the next ones.
SEEN_PER_SWEEP = 10_000
# A little more than the longest pause of a console between two tries to reconnect.
CONSOLES_BACK_AFTER = timedelta(seconds=40)

_OFFERS: dict[Step, MessageOffer] = {
    Step.TELL_CLOSED: "closed",
    Step.TELL_NOBODY: "nobody_there",
    Step.TELL_LATE: "long_wait",
    Step.END_CLOSED: "closed",
    Step.TIME_OUT: "long_wait",
}

# Notices that come once in a wait, even if the last agent comes and goes several times.
_ONCE_PER_WAIT = (Step.TELL_CLOSED, Step.TELL_NOBODY, Step.TELL_LATE)


class WaitMonitor:
    """``is_connected`` says whether a visitor, by the hash of their token, has a page open here."""

    def __init__(
        self,
        settings: HandoffSettings,
        database: Database,
        attendance: Attendance,
        wordings: Wordings,
        *,
        is_connected: Callable[[str], bool],
    ) -> None:
        self._settings = settings
        self._database = database
        self._attendance = attendance
        self._wordings = wordings
        self._is_connected = is_connected
        # Visitors who waited while no desk ran get time to come back.
        self._started_at = database.now()

    def sweep(self) -> int:
        """Takes the steps that are due, and records which visitors are connected.

        Returns how many steps it took.
        """
        seen, due, on_duty = [], [], {}
        with self._database.read() as session:
            now = session.now
            for conversation, visitor, has_message in queue.waiting_visitors(session):
                shop_id = conversation.shop_id
                if shop_id not in on_duty:
                    on_duty[shop_id] = self._attendance.somebody_there(session, shop_id)
                if self._is_connected(visitor.token_hash) and (
                    visitor.seen_at is None or now - visitor.seen_at > SEEN_INTERVAL
                ):
                    seen.append(visitor.id)
                wait = self._wait(
                    conversation, visitor, now, has_message=has_message, on_duty=on_duty[shop_id]
                )
                if next_step(wait, now, self._settings):
                    due.append(conversation.id)
        if seen:
            self._database.write(queue.mark_seen, seen[:SEEN_PER_SWEEP])
        return sum(self._database.write(self._apply_due, chat) for chat in due)

    def _apply_due(self, transaction: Transaction, conversation_id: str) -> bool:
        conversation = transaction.get_one(Conversation, conversation_id)
        if conversation.state != State.QUEUED:
            return False
        wait = self._wait(
            conversation,
            transaction.get_one(Visitor, conversation.visitor_id),
            transaction.now,
            has_message=open_left_message(transaction, conversation) is not None,
            on_duty=self._attendance.somebody_there(transaction, conversation.shop_id),
        )
        step = next_step(wait, transaction.now, self._settings)
        if step is None:
            return False
        self._apply(transaction, conversation, step)
        transaction.record(WaitStepTaken(conversation.id, step.value))
        return True

    def _wait(
        self,
        conversation: Conversation,
        visitor: Visitor,
        now: datetime,
        *,
        has_message: bool,
        on_duty: bool,
    ) -> Wait:
        last_seen = max(visitor.seen_at or self._started_at, self._started_at)
        return Wait(
            since=conversation.queued_at or conversation.updated_at,
            seen_at=now if self._is_connected(visitor.token_hash) else last_seen,
            is_open=self._attendance.is_open(conversation.shop_id, now),
            # No console may have come back yet after a start.
            on_duty=on_duty or now - self._started_at < CONSOLES_BACK_AFTER,
            offered=conversation.message_offer,
            has_message=has_message,
        )

    def _apply(self, transaction: Transaction, conversation: Conversation, step: Step) -> None:
        if step == Step.KEEP_MESSAGE:
            change_state(transaction, conversation, Change.KEEP_MESSAGE)
            return
        if step == Step.VISITOR_LEFT:
            facts = {"type": "visitor_left"}
            change_state(transaction, conversation, Change.RESOLVE, facts=facts)
            return
        reason = _OFFERS[step]
        if step in _ONCE_PER_WAIT and log.message_offered_since(
            transaction,
            conversation.id,
            since=conversation.queued_at or transaction.now,
            reason=reason,
        ):
            conversation.message_offer = reason
            transaction.record(ConversationChanged(conversation.id))
            return
        wording = self._wordings.of(conversation.shop_id, conversation.language)
        texts = wording.texts
        own = {Step.TELL_CLOSED: texts.closing, Step.TIME_OUT: texts.wait_ended}
        words = wording.say(own[step]) if step in own else None
        if step in (Step.END_CLOSED, Step.TIME_OUT):
            change_state(transaction, conversation, Change.END_WAIT, facts={"reason": reason})
        offer_message(transaction, self._attendance, conversation, wording, reason, words=words)
