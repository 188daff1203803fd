"""Changing a conversation's state: the row, the epoch, the line in the log, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import (
    Change,
    State,
    after,
)
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import EventType
from agent_desk.services.appending import append_line
from agent_desk.services.offer_ending import end_offer
from agent_desk.services.publisher import Publisher
from agent_desk.services.wait_clock import keep_wait
from agent_desk.storage import log
from agent_desk.storage.database import Transaction
from agent_desk.storage.left_messages import open_left_message, settle
from agent_desk.storage.models import Conversation, Message

_LOG_EVENTS: dict[Change, EventType] = {
    Change.HAND_OFF: "handed_off",
    Change.LEAVE_QUEUE: "queue_left",
    Change.CLAIM: "assigned",
    Change.RELEASE: "released",
    Change.TRANSFER: "transferred",
    Change.PASS_ON: "passed_on",
    Change.LEAVE_MESSAGE: "message_left",
    Change.KEEP_MESSAGE: "message_kept",
    Change.END_WAIT: "wait_ended",
    Change.RETURN_TO_BOT: "returned",
    Change.RESOLVE: "resolved",
    Change.REOPEN: "reopened",
}


def change_state(
    transaction: Transaction,
    publisher: Publisher,
    conversation: Conversation,
    change: Change,
    *,
    now: datetime,
    agent: AgentProfile | None = None,
    to_agent: AgentProfile | None = None,
    explanation: Explanation | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Message:
    """Applies ``change`` and returns its line of the log; everybody is told after the commit.

    ``agent`` is who does it, and who holds the chat if it is held then, unless
    it is transferred ``to_agent``. An offer of a chat that no longer waits ends.

    ``facts`` are more of what the line's event says; a ``type`` among them takes
    the place of the change's own (a chat may be resolved because it was idle).

    Whoever has taken a chat owes a line from then on.

    A turn that was due is dropped and the epoch raised, so that a reply of the
    bot that is still in flight finds that it came too late. A chat that comes
    back to the bot with a question that nobody answered owes a turn at once.
    Raises TransitionNotAllowedError.
    """
    was = State(conversation.state)
    conversation.state = after(was, change)
    conversation.epoch += 1
    conversation.forget_turn()
    owed = change in (Change.RETURN_TO_BOT, Change.LEAVE_QUEUE) and _owes_answer(
        transaction, conversation
    )
    if owed:
        conversation.turn_due_at = conversation.turn_since = now
    else:
        conversation.answered_seq = conversation.last_seq
    holder = to_agent or agent
    conversation.agent_id = holder.id if holder and conversation.state == State.ASSIGNED else None
    conversation.owed_since = now if conversation.state == State.ASSIGNED else None
    keep_wait(transaction, conversation, now)
    conversation.message_offer = conversation.reminded_at = None
    if conversation.state == State.LEFT_MESSAGE:
        left = open_left_message(transaction, conversation.id)
        conversation.waiting_since = left.left_at if left else now
    elif change in (Change.RETURN_TO_BOT, Change.RESOLVE):
        settle(transaction, conversation.id, now)
    if was == State.QUEUED:
        accepted = conversation.agent_id
        end_offer(transaction, publisher, conversation.id, now=now, accepted_by=accepted)
    conversation.resolved_at = now if conversation.state == State.RESOLVED else None
    if conversation.state == State.BOT:
        conversation.dialogue_state = {}
        conversation.nothing_found = 0
        conversation.person_offered = False
    if explanation is not None:
        conversation.handoff_reason = explanation.reason

    event: dict[str, Any] = {"type": _LOG_EVENTS[change]}
    if agent is not None:
        event["agent_name"] = agent.name
    if to_agent is not None:
        event["to_name"] = to_agent.name
    event |= facts or {}
    line = append_line(
        transaction,
        publisher,
        conversation,
        author="system",
        kind="event",
        now=now,
        event=event,
        explanation=asdict(explanation) if explanation else None,
    )
    _tell(transaction, publisher, conversation, was)
    return line


def _owes_answer(transaction: Transaction, conversation: Conversation) -> bool:
    """Whether the visitor wrote something since anybody last spoke; the bot takes it over."""
    conversation.answered_seq = log.last_spoken_seq(transaction, conversation.id)
    return bool(log.unanswered(transaction, conversation))


def _tell(
    transaction: Transaction,
    publisher: Publisher,
    conversation: Conversation,
    was: State,
) -> None:
    is_queued = conversation.state == State.QUEUED
    given_back = is_queued and was == State.ASSIGNED
    transaction.after_commit(lambda: publisher.conversation_changed(conversation))
    if is_queued:
        transaction.after_commit(lambda: publisher.conversation_queued(conversation))
    if given_back or was == State.QUEUED:
        transaction.after_commit(lambda: publisher.queue_moved(conversation.shop_id))
