"""The wait of a chat: since when it counts, and how long it was when an agent claims it."""

from __future__ import annotations

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Claim, Conversation
from agent_desk.storage.queue import queue_position
from agent_desk.storage.transaction import Transaction


def update_wait(transaction: Transaction, conversation: Conversation) -> None:
    """Sets the columns of the wait after a change of state.

    A chat that is released waits since its first wait, which puts it in front of
    all that came later. Only the present wait, since ``queued_at``, is measured.
    """
    state = State(conversation.state)
    if state == State.QUEUED:
        conversation.wait_began_at = conversation.wait_began_at or transaction.now
        conversation.waiting_since = conversation.wait_began_at
        conversation.queued_at = transaction.now
        transaction.flush()
        conversation.queued_place = queue_position(transaction, conversation)
        return
    conversation.waiting_since = conversation.queued_at = conversation.queued_place = None
    conversation.waiting_source = None
    conversation.wanted_team = conversation.wanted_language = None
    if state != State.ASSIGNED:
        conversation.wait_began_at = None


def measured_claim(
    transaction: Transaction, conversation: Conversation, agent_id: str, *, agents: int
) -> Claim | None:
    """The row of a claim that ends the wait now; None if the chat is not queued.

    Call this before the change of state, which clears the wait. ``agents`` is how
    many are on duty.
    """
    if conversation.queued_at is None:
        return None
    return Claim(
        shop_id=conversation.shop_id,
        conversation_id=conversation.id,
        agent_id=agent_id,
        claimed_at=transaction.now,
        wait_seconds=max(0.0, (transaction.now - conversation.queued_at).total_seconds()),
        place=conversation.queued_place or 1,
        agents=max(1, agents),
    )
