"""Changes a conversation's state: the row, its epoch, the line in the log, and the consequences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import Change, State, after
from agent_desk.domain.events import ConversationChanged, ConversationQueued, QueueMoved
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import NewLine
from agent_desk.domain.vocabulary import EventType
from agent_desk.services.offer_ending import end_offer
from agent_desk.services.wait_clock import update_wait
from agent_desk.storage import log
from agent_desk.storage.left_messages import open_left_message, settle
from agent_desk.storage.models import Conversation, Message
from agent_desk.storage.transaction import Transaction
from agent_desk.storage.turns import plan_turn

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
    conversation: Conversation,
    change: Change,
    *,
    by: AgentProfile | None = None,
    to: AgentProfile | None = None,
    explanation: Explanation | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Message:
    """Applies ``change`` and returns its line of the log. Raises TransitionNotAllowedError.

    ``by`` is the agent who makes the change. If the new state is ``assigned``, the
    chat is theirs, or that of the agent ``to`` whom it goes. ``facts`` are added
    to the line's event; a ``type`` in them replaces the usual one (a chat may be
    resolved because it was idle).
    """
    was = State(conversation.state)
    conversation.state = after(was, change)
    # A reply that the bot is still writing belongs to the old epoch, and is dropped.
    conversation.epoch += 1
    _set_turn(transaction, conversation, change)
    _set_holder(transaction, conversation, to or by)
    update_wait(transaction, conversation)
    conversation.message_offer = conversation.reminded_at = None
    _set_left_message(transaction, conversation, change)
    if was == State.QUEUED:
        end_offer(transaction, conversation.id, accepted_by=conversation.agent_id)
    resolved = conversation.state == State.RESOLVED
    conversation.resolved_at = transaction.now if resolved else None
    if resolved:
        conversation.written_from = None
    if conversation.state == State.BOT:
        conversation.forget_dialogue()
    if change is Change.REOPEN:  # perhaps somebody else sits there now
        conversation.proved_orders = []
    if explanation is not None:
        conversation.handoff_reason = explanation.reason
    line = _log(transaction, conversation, _event(change, by, to, facts), explanation)
    _record(transaction, conversation, was)
    return line


def _set_turn(transaction: Transaction, conversation: Conversation, change: Change) -> None:
    """Drops a due turn. A chat that goes back to the bot with an open question gets a new one."""
    conversation.forget_turn()
    if change in (Change.RETURN_TO_BOT, Change.LEAVE_QUEUE):
        conversation.answered_seq = log.last_spoken_seq(transaction, conversation.id)
        if log.unanswered(transaction, conversation):
            conversation.turn_since = transaction.now
            plan_turn(transaction, conversation, transaction.now)
            return
    conversation.answered_seq = conversation.last_seq


def _set_holder(
    transaction: Transaction, conversation: Conversation, holder: AgentProfile | None
) -> None:
    """Sets who holds the chat. From now on the visitor waits for that agent's reply."""
    held = conversation.state == State.ASSIGNED
    conversation.agent_id = holder.id if holder and held else None
    conversation.awaiting_reply_since = transaction.now if held else None


def _set_left_message(transaction: Transaction, conversation: Conversation, change: Change) -> None:
    """A left message waits since it was left. The bot, or the end of the chat, settles it."""
    if conversation.state == State.LEFT_MESSAGE:
        left = open_left_message(transaction, conversation)
        conversation.waiting_since = left.left_at if left else transaction.now
    elif change in (Change.RETURN_TO_BOT, Change.RESOLVE):
        settle(transaction, conversation)


def _event(
    change: Change,
    by: AgentProfile | None,
    to: AgentProfile | None,
    facts: Mapping[str, Any] | None,
) -> dict[str, Any]:
    event: dict[str, Any] = {"type": _LOG_EVENTS[change]}
    if by is not None:
        event["agent_name"] = by.name
    if to is not None:
        event["to_name"] = to.name
    return event | dict(facts or {})


def _log(
    transaction: Transaction,
    conversation: Conversation,
    event: dict[str, Any],
    explanation: Explanation | None,
) -> Message:
    line = NewLine("system", kind="event", event=event, explanation=explanation)
    return log.append(transaction, conversation, line)


def _record(transaction: Transaction, conversation: Conversation, was: State) -> None:
    queued = conversation.state == State.QUEUED
    if queued:
        transaction.record(ConversationQueued(conversation.id))
    transaction.record(ConversationChanged(conversation.id))
    if was == State.QUEUED or (queued and was == State.ASSIGNED):
        transaction.record(QueueMoved(conversation.shop_id))
