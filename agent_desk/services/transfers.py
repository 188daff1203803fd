"""Passing a chat on: to a colleague, who has it at once, or back to the queue for some of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile, Colleague
from agent_desk.domain.assignment import Duty
from agent_desk.domain.conversation import Change
from agent_desk.domain.events import ConversationTransferred
from agent_desk.domain.lines import NewLine
from agent_desk.domain.message_text import checked_text
from agent_desk.errors import AgentUnavailableError, NotFoundError
from agent_desk.services.follow_ups import belongs_to_follow_ups
from agent_desk.services.offer_ending import record_release, withdraw_beyond
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.storage import log
from agent_desk.storage.agents import profile_of
from agent_desk.storage.conversations import conversation_for_agent, held_conversation
from agent_desk.storage.models import Agent, Conversation
from agent_desk.storage.offers import chats_held, held_by
from agent_desk.storage.transaction import Transaction


class Transfers:
    """``text_length`` is how long a note may be, in characters."""

    def __init__(self, roster: Roster, *, text_length: int) -> None:
        self._roster = roster
        self._text_length = text_length

    def targets(
        self, session: Session, agent: AgentProfile, conversation_id: str
    ) -> tuple[list[Colleague], list[str]]:
        """The colleagues and the teams that the chat can go to.

        Raises NotFoundError when the chat is none of the agent's shops.
        """
        conversation = conversation_for_agent(session, conversation_id, agent)
        others = [
            row
            for row in self._roster.agents_of(session, conversation.shop_id)
            if row.id != agent.id
        ]
        held = chats_held(session)
        colleagues = [
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
        ]
        return colleagues, _teams(others)

    def to_colleague(
        self,
        transaction: Transaction,
        agent: AgentProfile,
        conversation_id: str,
        colleague_id: str,
        *,
        note: str = "",
    ) -> Conversation:
        """Gives the agent's chat to a colleague, who has it at once.

        They get it even beyond their capacity: a person has decided it. Raises
        NotAllowedError unless the agent holds the chat, NotFoundError for a
        colleague whom the shop does not have, AgentUnavailableError for one who
        is not on duty, and TextRefusedError.
        """
        note = self._checked(note)
        conversation = held_conversation(transaction, conversation_id, agent)
        _keep_note(transaction, conversation, agent, note)
        to = self._colleague(transaction, conversation, agent, colleague_id)
        change_state(transaction, conversation, Change.TRANSFER, by=agent, to=profile_of(to))
        # What rings at the colleague may be more now than they have room for.
        room = self._roster.capacity_of(to) - held_by(transaction, to.id)
        withdraw_beyond(transaction, to.id, room=room)
        transaction.record(
            ConversationTransferred(conversation.id, to.id, by=agent.name, note=note)
        )
        return conversation

    def to_queue(
        self,
        transaction: Transaction,
        agent: AgentProfile,
        conversation_id: str,
        *,
        team: str | None = None,
        language: str | None = None,
        note: str = "",
    ) -> Conversation:
        """Gives the agent's chat back to the queue, for a team or for those who speak a language.

        Raises NotAllowedError unless the agent holds the chat, NotFoundError
        for a team that the shop does not have, and TextRefusedError.
        """
        note = self._checked(note)
        conversation = held_conversation(transaction, conversation_id, agent)
        _keep_note(transaction, conversation, agent, note)
        agents = self._roster.agents_of(transaction, conversation.shop_id)
        if team is not None and team not in _teams(agents):
            raise NotFoundError("There is no such team.")
        # A visitor who has left a message is not in the chat: it waits among the messages.
        follow_up = belongs_to_follow_ups(transaction, conversation)
        change = Change.KEEP_MESSAGE if follow_up else Change.PASS_ON
        change_state(transaction, conversation, change, by=agent)
        conversation.wanted_team, conversation.wanted_language = team, language
        record_release(transaction, conversation.id, agent.id)
        return conversation

    def _checked(self, note: str) -> str:
        return checked_text(note, self._text_length) if note.strip() else ""

    def _colleague(
        self, session: Session, conversation: Conversation, agent: AgentProfile, to_id: str
    ) -> Agent:
        to = session.get(Agent, to_id)
        if to is None or to.id == agent.id or conversation.shop_id not in to.shop_ids:
            raise NotFoundError("There is no such colleague.")
        if self._roster.duty_of(to) != Duty.ON:
            raise AgentUnavailableError(f"{to.name} is not on duty.")
        return to


def _keep_note(
    transaction: Transaction, conversation: Conversation, agent: AgentProfile, note: str
) -> None:
    if note:
        line = NewLine("agent", kind="note", text=note, sender_id=agent.id, agent_name=agent.name)
        log.append(transaction, conversation, line)


def _teams(agents: Sequence[Agent]) -> list[str]:
    return sorted({agent.team for agent in agents if agent.team})
