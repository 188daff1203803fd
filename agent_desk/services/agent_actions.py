"""What an agent can do with a conversation: claim, release, return, resolve, write, read."""

from __future__ import annotations

from collections.abc import Callable

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import (
    Change,
    State,
)
from agent_desk.domain.message_text import checked_text
from agent_desk.errors import (
    CapacityReachedError,
    IdConflictError,
    TransitionNotAllowedError,
    UnreadMessageError,
)
from agent_desk.metrics import Metrics
from agent_desk.services.appending import append_line
from agent_desk.services.follow_ups import belongs_to_follow_ups
from agent_desk.services.offer_ending import gave_back, withdraw_beyond
from agent_desk.services.publisher import Publisher
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.services.wait_clock import measured
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import log
from agent_desk.storage.conversations import check_holds, conversation_for_agent
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.left_messages import settle
from agent_desk.storage.models import Agent, Conversation, Message
from agent_desk.storage.offers import held_by


class AgentSide:
    """Every method is one transaction; an agent of another shop gets NotFoundError."""

    def __init__(
        self,
        settings: DeskSettings,
        database: Database,
        publisher: Publisher,
        roster: Roster,
        metrics: Metrics,
        *,
        turn_due: Callable[[], None],
        clock: Clock = utc_now,
    ) -> None:
        self._turn_due = turn_due
        self._roster = roster
        self._metrics = metrics
        self._settings = settings
        self._database = database
        self._publisher = publisher
        self._now = clock

    def claim(self, agent: AgentProfile, conversation_id: str) -> Conversation:
        """The waiting chat is the agent's. Claiming one's own again changes nothing.

        A claim beats an offer to somebody else. Raises
        TransitionNotAllowedError when somebody else was faster, by name, and
        CapacityReachedError when the agent holds as many chats as they can.
        """
        with self._database.write() as transaction:
            conversation = conversation_for_agent(transaction, conversation_id, agent)
            if conversation.state == State.ASSIGNED:
                if conversation.agent_id != agent.id:
                    holder = transaction.get_one(Agent, str(conversation.agent_id))
                    raise TransitionNotAllowedError(f"{holder.name} has taken this chat.")
            else:
                self._take(transaction, conversation, agent)
        return conversation

    def _take(
        self, transaction: Transaction, conversation: Conversation, agent: AgentProfile
    ) -> None:
        """The claim itself; the write lock makes the count of chats hold for all processes."""
        capacity = self._roster.capacity_of(transaction.get_one(Agent, agent.id))
        held = held_by(transaction, agent.id)
        if held >= capacity:
            raise CapacityReachedError(
                f"You hold {held} chats, and {capacity} at most.", limit=capacity
            )
        on_duty = len(self._roster.agents_on_duty(transaction, conversation.shop_id))
        claim = measured(conversation, agent.id, agents=on_duty, now=self._now())
        self._change(transaction, conversation, Change.CLAIM, agent)
        withdraw_beyond(
            transaction, self._publisher, agent.id, room=capacity - held - 1, now=self._now()
        )
        if claim is not None:
            transaction.add(claim)
            transaction.after_commit(
                lambda: self._metrics.time_to_claim_seconds.observe(claim.wait_seconds)
            )

    def release(self, agent: AgentProfile, conversation_id: str) -> Conversation:
        """Back to the front of the queue. Raises NotAllowedError unless the agent holds the chat."""
        return self._change_own(agent, conversation_id, Change.RELEASE)

    def return_to_bot(self, agent: AgentProfile, conversation_id: str) -> Conversation:
        """Back to the bot. Raises NotAllowedError unless the agent holds the chat."""
        return self._change_own(agent, conversation_id, Change.RETURN_TO_BOT)

    def resolve(self, agent: AgentProfile, conversation_id: str, *, seen: int) -> Conversation:
        """Ends the chat, of which the agent has seen the lines up to ``seen``.

        Raises NotAllowedError unless the agent holds it, and UnreadMessageError when the
        visitor has written after that: nobody would answer it.
        """
        return self._change_own(agent, conversation_id, Change.RESOLVE, seen=seen)

    def write(
        self,
        agent: AgentProfile,
        conversation_id: str,
        client_message_id: str,
        text: str,
        *,
        note: bool,
        entry: str | None = None,
    ) -> Message:
        """Stores a reply, or a note that only agents see.

        Raises NotAllowedError for a reply in a chat that the agent does not
        hold, TextRefusedError, and IdConflictError as for visitors.
        """
        text = checked_text(text, self._settings.limits.text_length)
        kind = "note" if note else "text"
        with self._database.write() as transaction:
            conversation = conversation_for_agent(transaction, conversation_id, agent)
            known = log.sent_before(transaction, agent.id, client_message_id)
            if known is not None:
                if (known.text, known.kind, known.conversation_id) != (
                    text,
                    kind,
                    conversation.id,
                ):
                    raise IdConflictError("This message id was used for another message.")
                return known
            if not note:
                check_holds(conversation, agent)
            message = append_line(
                transaction,
                self._publisher,
                conversation,
                author="agent",
                kind=kind,
                now=self._now(),
                sender_id=agent.id,
                agent_name=agent.name,
                client_message_id=client_message_id,
                text=text,
                source={"entry": entry} if entry else None,
            )
            if conversation.agent_id == agent.id:
                conversation.read_seq = message.seq
                # A note shows that they are at it.
                still_owed = conversation.owed_since is not None and note
                conversation.owed_since = self._now() if still_owed else None
            if not note:
                settle(transaction, conversation.id, self._now())
            transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))
        return message

    def read(self, agent: AgentProfile, conversation_id: str, seq: int) -> None:
        """Remembers up to where the chat's agent has read; never goes back."""
        with self._database.write() as transaction:
            conversation = conversation_for_agent(transaction, conversation_id, agent)
            seq = min(seq, conversation.last_seq)
            if conversation.agent_id == agent.id and seq > conversation.read_seq:
                conversation.read_seq = seq
                transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))

    def _change_own(
        self, agent: AgentProfile, conversation_id: str, change: Change, *, seen: int | None = None
    ) -> Conversation:
        with self._database.write() as transaction:
            conversation = conversation_for_agent(transaction, conversation_id, agent)
            check_holds(conversation, agent)
            if seen is not None and log.visitor_wrote_after(transaction, conversation.id, seen):
                raise UnreadMessageError("The visitor has just written; read it first.")
            if change == Change.RELEASE and belongs_to_follow_ups(transaction, conversation):
                change = Change.KEEP_MESSAGE
            self._change(transaction, conversation, change, agent)
            if change == Change.RELEASE:
                gave_back(transaction, conversation.id, agent.id, now=self._now())
            if conversation.turn_due_at is not None:
                transaction.after_commit(self._turn_due)
        return conversation

    def _change(
        self,
        transaction: Transaction,
        conversation: Conversation,
        change: Change,
        agent: AgentProfile,
    ) -> None:
        change_state(
            transaction,
            self._publisher,
            conversation,
            change,
            now=self._now(),
            agent=agent,
        )
