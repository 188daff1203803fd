"""What an agent can do with a conversation: claim, release, return, resolve, write, read."""

from __future__ import annotations

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import Change, State
from agent_desk.domain.events import ConversationChanged, ConversationClaimed
from agent_desk.domain.lines import NewLine, StoredEntry
from agent_desk.domain.message_text import checked_text
from agent_desk.errors import (
    CapacityReachedError,
    IdConflictError,
    TransitionNotAllowedError,
    UnreadMessageError,
)
from agent_desk.services.follow_ups import belongs_to_follow_ups
from agent_desk.services.offer_ending import record_release, withdraw_beyond
from agent_desk.services.outcomes import agent_replied
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.services.wait_clock import measured_claim
from agent_desk.storage import log
from agent_desk.storage.conversations import check_holds, conversation_for_agent, held_conversation
from agent_desk.storage.left_messages import settle
from agent_desk.storage.models import Agent, Conversation, Message
from agent_desk.storage.offers import held_by
from agent_desk.storage.transaction import Transaction


class AgentActions:
    """Every method is the work of one transaction. For a chat of another shop: NotFoundError.

    ``text_length`` is the longest line, in characters.
    """

    def __init__(self, roster: Roster, *, text_length: int) -> None:
        self._roster = roster
        self._text_length = text_length

    def claim(
        self, transaction: Transaction, agent: AgentProfile, conversation_id: str
    ) -> Conversation:
        """Gives the waiting chat to the agent, even if it is offered to somebody else.

        Claiming a chat again changes nothing. Raises TransitionNotAllowedError,
        with the colleague's name, if somebody else has it, and
        CapacityReachedError if the agent can hold no more chats.
        """
        conversation = conversation_for_agent(transaction, conversation_id, agent)
        if conversation.state == State.ASSIGNED:
            if conversation.agent_id != agent.id:
                holder = transaction.get_one(Agent, str(conversation.agent_id))
                raise TransitionNotAllowedError(f"{holder.name} has taken this chat.")
            return conversation
        # The write lock keeps the count of chats true, also with several processes.
        free = self._free_capacity(transaction, agent)
        on_duty = len(self._roster.agents_on_duty(transaction, conversation.shop_id))
        claim = measured_claim(transaction, conversation, agent.id, agents=on_duty)
        change_state(transaction, conversation, Change.CLAIM, by=agent)
        withdraw_beyond(transaction, agent.id, capacity=free - 1)
        if claim is not None:
            transaction.add(claim)
            transaction.record(ConversationClaimed(conversation.id, claim.wait_seconds))
        return conversation

    def release(
        self, transaction: Transaction, agent: AgentProfile, conversation_id: str
    ) -> Conversation:
        """Puts the chat back to the front of the queue, or to the follow-ups if it came from there.

        Raises NotAllowedError unless the agent holds the chat.
        """
        conversation = held_conversation(transaction, conversation_id, agent)
        if belongs_to_follow_ups(transaction, conversation):
            change_state(transaction, conversation, Change.KEEP_MESSAGE, by=agent)
        else:
            change_state(transaction, conversation, Change.RELEASE, by=agent)
            record_release(transaction, conversation.id, agent.id)
        return conversation

    def return_to_bot(
        self, transaction: Transaction, agent: AgentProfile, conversation_id: str
    ) -> Conversation:
        """Gives the chat to the bot. Raises NotAllowedError unless the agent holds the chat."""
        conversation = held_conversation(transaction, conversation_id, agent)
        change_state(transaction, conversation, Change.RETURN_TO_BOT, by=agent)
        return conversation

    def resolve(
        self, transaction: Transaction, agent: AgentProfile, conversation_id: str, *, last_seq: int
    ) -> Conversation:
        """Ends the chat. ``last_seq`` is the last line that the agent has seen.

        Raises NotAllowedError unless the agent holds it, and UnreadMessageError if
        the visitor has written after that line: nobody would answer it.
        """
        conversation = held_conversation(transaction, conversation_id, agent)
        if log.visitor_wrote_after(transaction, conversation.id, last_seq):
            raise UnreadMessageError("The visitor has just written; read it first.")
        change_state(transaction, conversation, Change.RESOLVE, by=agent)
        return conversation

    def reply(
        self,
        transaction: Transaction,
        agent: AgentProfile,
        conversation_id: str,
        client_message_id: str,
        text: str,
        *,
        entry: str | None = None,
    ) -> Message:
        """Stores a line for the visitor. ``entry`` is the stored answer from which it was made.

        The same id again gives the first result. Raises NotAllowedError unless
        the agent holds the chat, TextRefusedError, and IdConflictError if the id
        came with another line.
        """
        line = NewLine(
            "agent",
            text=checked_text(text, self._text_length),
            sender_id=agent.id,
            agent_name=agent.name,
            client_message_id=client_message_id,
            source=StoredEntry(entry) if entry else None,
        )
        conversation = conversation_for_agent(transaction, conversation_id, agent)
        known = _sent_before(transaction, conversation, line)
        if known is not None:
            return known
        check_holds(conversation, agent)
        message = log.append(transaction, conversation, line)
        agent_replied(transaction, conversation, message)
        conversation.awaiting_reply_since = conversation.written_from = None
        settle(transaction, conversation)
        transaction.record(ConversationChanged(conversation.id))
        return message

    def note(
        self,
        transaction: Transaction,
        agent: AgentProfile,
        conversation_id: str,
        client_message_id: str,
        text: str,
    ) -> Message:
        """Stores a line that only agents read. Any agent of the shop may add one.

        Raises TextRefusedError and IdConflictError, as ``reply``.
        """
        line = NewLine(
            "agent",
            kind="note",
            text=checked_text(text, self._text_length),
            sender_id=agent.id,
            agent_name=agent.name,
            client_message_id=client_message_id,
        )
        conversation = conversation_for_agent(transaction, conversation_id, agent)
        known = _sent_before(transaction, conversation, line)
        if known is not None:
            return known
        message = log.append(transaction, conversation, line)
        # The chat's agent is working on it, so their time to reply begins again.
        if conversation.agent_id == agent.id and conversation.awaiting_reply_since is not None:
            conversation.awaiting_reply_since = transaction.now
        transaction.record(ConversationChanged(conversation.id))
        return message

    def read(
        self, transaction: Transaction, agent: AgentProfile, conversation_id: str, seq: int
    ) -> None:
        """Stores up to where the chat's agent has read. An earlier line changes nothing."""
        conversation = conversation_for_agent(transaction, conversation_id, agent)
        seq = min(seq, conversation.last_seq)
        if conversation.agent_id == agent.id and seq > conversation.read_seq:
            conversation.read_seq = seq
            transaction.record(ConversationChanged(conversation.id))

    def _free_capacity(self, transaction: Transaction, agent: AgentProfile) -> int:
        """How many more chats the agent can hold. Raises CapacityReachedError if it is none."""
        capacity = self._roster.capacity_of(transaction.get_one(Agent, agent.id))
        held = held_by(transaction, agent.id)
        if held >= capacity:
            raise CapacityReachedError(
                f"You hold {held} chats, and {capacity} at most.", limit=capacity
            )
        return capacity - held


def _sent_before(
    transaction: Transaction, conversation: Conversation, line: NewLine
) -> Message | None:
    known = log.sent_before(transaction, str(line.sender_id), str(line.client_message_id))
    if known is None:
        return None
    if (known.text, known.kind, known.conversation_id) != (line.text, line.kind, conversation.id):
        raise IdConflictError
    return known
