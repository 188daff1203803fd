"""Passing a chat on: to a colleague, who has it at once, or back to the queue for some of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.agent import AgentProfile, Colleague
from agent_desk.domain.assignment import Duty
from agent_desk.domain.conversation import Change
from agent_desk.domain.message_text import checked_text
from agent_desk.errors import AgentUnavailableError, NotFoundError
from agent_desk.services.appending import append_line
from agent_desk.services.follow_ups import belongs_to_follow_ups
from agent_desk.services.offer_ending import gave_back, withdraw_beyond
from agent_desk.services.publisher import Publisher
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.storage.agents import profile_of
from agent_desk.storage.conversations import check_holds, conversation_for_agent
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.models import Agent, Conversation
from agent_desk.storage.offers import chats_held, held_by


class Transfers:
    """``text_length`` is how long a note may be, in characters."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        roster: Roster,
        *,
        text_length: int,
        clock: Clock = utc_now,
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._roster = roster
        self._text_length = text_length
        self._now = clock

    def colleagues(
        self, agent: AgentProfile, conversation_id: str
    ) -> tuple[list[Colleague], list[str]]:
        """The colleagues and teams that the chat can go to; NotFoundError when it is none of the agent's shops."""
        with self._database.read() as session:
            conversation = conversation_for_agent(session, conversation_id, agent)
            rows = self._roster.agents_of(session, conversation.shop_id)
            held = chats_held(session)
            others = [row for row in rows if row.id != agent.id]
            return (
                [
                    Colleague(
                        id=row.id,
                        name=row.name,
                        duty=self._roster.duty_of(row).value,
                        chats=held.get(row.id, 0),
                        capacity=self._roster.capacity_of(row),
                        team=row.team,
                        languages=tuple(row.languages),
                    )
                    for row in others
                ],
                _teams(others),
            )

    def transfer(
        self,
        agent: AgentProfile,
        conversation_id: str,
        *,
        agent_id: str | None,
        team: str | None,
        language: str | None,
        note: str,
    ) -> Conversation:
        """Gives the agent's chat to a colleague, or to the queue with a wish.

        A colleague gets it even beyond their capacity: a person has decided it.
        Raises NotAllowedError unless the agent holds the chat, NotFoundError
        for a colleague or team that the shop does not have,
        AgentUnavailableError for one who is not on duty, and TextRefusedError.
        """
        note = checked_text(note, self._text_length) if note.strip() else ""
        with self._database.write() as transaction:
            conversation = conversation_for_agent(transaction, conversation_id, agent)
            check_holds(conversation, agent)
            if note:
                self._keep_note(transaction, conversation, agent, note)
            if agent_id is not None:
                self._to_colleague(transaction, conversation, agent, agent_id, note)
            else:
                self._to_queue(transaction, conversation, agent, team, language)
        return conversation

    def _to_colleague(
        self,
        transaction: Transaction,
        conversation: Conversation,
        agent: AgentProfile,
        to_id: str,
        note: str,
    ) -> None:
        to = self._colleague(transaction, conversation, agent, to_id)
        change_state(
            transaction,
            self._publisher,
            conversation,
            Change.TRANSFER,
            now=self._now(),
            agent=agent,
            to_agent=profile_of(to),
        )
        # What rings at the colleague may be more now than they have room for.
        room = self._roster.capacity_of(to) - held_by(transaction, to.id)
        withdraw_beyond(transaction, self._publisher, to.id, room=room, now=self._now())
        transaction.after_commit(
            lambda: self._publisher.conversation_transferred(
                conversation, to_id, by=agent.name, note=note
            )
        )

    def _colleague(
        self, session: Session, conversation: Conversation, agent: AgentProfile, to_id: str
    ) -> Agent:
        to = session.get(Agent, to_id)
        if to is None or to.id == agent.id or conversation.shop_id not in to.shop_ids:
            raise NotFoundError("There is no such colleague.")
        if self._roster.duty_of(to) != Duty.ON:
            raise AgentUnavailableError(f"{to.name} is not on duty.")
        return to

    def _to_queue(
        self,
        transaction: Transaction,
        conversation: Conversation,
        agent: AgentProfile,
        team: str | None,
        language: str | None,
    ) -> None:
        if team is not None and team not in _teams(
            self._roster.agents_of(transaction, conversation.shop_id)
        ):
            raise NotFoundError("There is no such team.")
        # Whoever has left a message is not in the chat: it waits among the messages.
        follow_up = belongs_to_follow_ups(transaction, conversation)
        change_state(
            transaction,
            self._publisher,
            conversation,
            Change.KEEP_MESSAGE if follow_up else Change.PASS_ON,
            now=self._now(),
            agent=agent,
        )
        conversation.wanted_team, conversation.wanted_language = team, language
        gave_back(transaction, conversation.id, agent.id, now=self._now())

    def _keep_note(
        self, transaction: Transaction, conversation: Conversation, agent: AgentProfile, note: str
    ) -> None:
        append_line(
            transaction,
            self._publisher,
            conversation,
            author="agent",
            kind="note",
            now=self._now(),
            sender_id=agent.id,
            agent_name=agent.name,
            text=note,
        )


def _teams(agents: list[Agent]) -> list[str]:
    return sorted({agent.team for agent in agents if agent.team})
