"""The wait of a chat: since when it counts, and how long it was once somebody claims it."""

from __future__ import annotations

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Claim, Conversation
from agent_desk.storage.queue import queue_position
from agent_desk.storage.transaction import Transaction


def keep_wait(transaction: Transaction, conversation: Conversation) -> None:
    """Sets what is kept of a wait after a change of state.

    A chat that is released goes on waiting since the visitor's first wait,
    which puts it before everybody who came later. ``queued_at`` says since when
    it is in the queue this time; that is what is measured.
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
    conversation.wanted_team = conversation.wanted_language = None
    if state != State.ASSIGNED:
        conversation.wait_began_at = None


def measured(
    transaction: Transaction, conversation: Conversation, agent_id: str, *, agents: int
) -> Claim | None:
    """The wait that a claim ends now, as a row to add; None when the chat was not queued.

    Call it before the change of state, which forgets the wait.
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
