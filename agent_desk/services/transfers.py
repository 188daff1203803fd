"""Passes a chat on: to a colleague at once, or to the queue for a team or a language."""

from __future__ import annotations

from collections.abc import Sequence

from agent_desk.domain.agent import AgentProfile, Colleague
from agent_desk.domain.assignment import Duty
from agent_desk.domain.conversation import Change
from agent_desk.domain.events import ConversationTransferred
from agent_desk.domain.lines import NewLine
from agent_desk.domain.message_text import checked_text
from agent_desk.domain.vocabulary import AgentLanguage
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
from agent_desk.storage.transaction import Snapshot, Transaction


class Transfers:
    """``text_length`` is the longest note, in characters."""

    def __init__(self, roster: Roster, *, text_length: int) -> None:
        self._roster = roster
        self._text_length = text_length

    def targets(
        self, session: Snapshot, agent: AgentProfile, conversation_id: str
    ) -> tuple[list[Colleague], list[str]]:
        """The colleagues and the teams to whom the chat can be transferred.

        Raises NotFoundError if the chat is not of one of the agent's shops.
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
                duty=self._roster.duty_of(row, session.now).value,
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
        """Gives the agent's chat to a colleague, even beyond the colleague's capacity.

        Raises NotAllowedError unless the agent holds the chat, NotFoundError if
        the shop has no such colleague, AgentUnavailableError if they are not on
        duty, and TextRefusedError.
        """
        note = self._checked(note)
        conversation = held_conversation(transaction, conversation_id, agent)
        _keep_note(transaction, conversation, agent, note)
        to = self._colleague(transaction, conversation, agent, colleague_id)
        change_state(transaction, conversation, Change.TRANSFER, by=agent, to=profile_of(to))
        # The colleague may have more open offers now than they can accept.
        free = self._roster.capacity_of(to) - held_by(transaction, to.id)
        withdraw_beyond(transaction, to.id, capacity=free)
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
        language: AgentLanguage | None = None,
        note: str = "",
    ) -> Conversation:
        """Puts the agent's chat back into the queue, for a team or for speakers of a language.

        Raises NotAllowedError unless the agent holds the chat, NotFoundError if
        the shop has no such team, and TextRefusedError.
        """
        note = self._checked(note)
        conversation = held_conversation(transaction, conversation_id, agent)
        _keep_note(transaction, conversation, agent, note)
        agents = self._roster.agents_of(transaction, conversation.shop_id)
        if team is not None and team not in _teams(agents):
            raise NotFoundError("There is no such team.")
        # A visitor who has left a message does not wait in the queue.
        follow_up = belongs_to_follow_ups(transaction, conversation)
        change = Change.KEEP_MESSAGE if follow_up else Change.PASS_ON
        change_state(transaction, conversation, change, by=agent)
        conversation.wanted_team, conversation.wanted_language = team, language
        record_release(transaction, conversation.id, agent.id)
        return conversation

    def _checked(self, note: str) -> str:
        return checked_text(note, self._text_length) if note.strip() else ""

    def _colleague(
        self, session: Snapshot, conversation: Conversation, agent: AgentProfile, to_id: str
    ) -> Agent:
        to = session.get(Agent, to_id)
        if to is None or to.id == agent.id or conversation.shop_id not in to.shop_ids:
            raise NotFoundError("There is no such colleague.")
        if self._roster.duty_of(to, session.now) != Duty.ON:
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
