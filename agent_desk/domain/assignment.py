"""Which waiting chat is offered to which agent; pure.

Asked again and again by ``services.offers``, with what the database says in
the transaction that carries the choice out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from agent_desk.domain.language import base_language

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Duty(StrEnum):
    """What an agent has chosen; ``ON`` without an open console counts as ``AWAY``."""

    ON = "on"
    AWAY = "away"
    OFF = "off"


@dataclass(frozen=True)
class Candidate:
    """An agent on duty. ``load`` counts the chats that they hold and those that ring at them."""

    agent_id: str
    shop_ids: frozenset[str]
    capacity: int
    load: int
    languages: frozenset[str] = frozenset()
    team: str | None = None
    last_offered_at: datetime = LONG_AGO

    def speaks(self, language: str) -> bool:
        """Whether to count on it; nothing said of the languages means any."""
        return not self.languages or base_language(language) in self.languages


@dataclass(frozen=True)
class Asked:
    """An agent let the same chat pass: how often in this wait, and when it last rang."""

    times: int
    last_at: datetime


@dataclass(frozen=True)
class WaitingChat:
    """A chat that waits and rings at nobody. ``asked`` is keyed by the agent's id."""

    conversation_id: str
    shop_id: str
    language: str
    waiting_since: datetime
    wanted_team: str | None = None
    wanted_language: str | None = None
    asked: Mapping[str, Asked] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    conversation_id: str
    agent_id: str


def choose_offers(
    waiting: Sequence[WaitingChat],
    agents: Sequence[Candidate],
    *,
    now: datetime,
    again_seconds: float = 0.0,
) -> list[Choice]:
    """What is to ring where now: at most one agent a chat, nobody beyond their capacity.

    Longest wait first. Of the agents of the shop who have room: those who were
    asked for this chat least, then who speak its language, then who have the
    fewest chats, then whose last offer is the longest ago. A wish for a team or
    a language holds until everybody on duty who fulfils it has let the chat pass;
    then it may ring at the others. Who let a chat pass is not asked for it again
    within ``again_seconds``.
    """
    room = {agent.agent_id: agent for agent in agents}
    choices = []
    for chat in sorted(waiting, key=lambda chat: (chat.waiting_since, chat.conversation_id)):
        able = [
            agent
            for agent in _wished(chat, [a for a in room.values() if chat.shop_id in a.shop_ids])
            if agent.load < agent.capacity and _rested(chat, agent, now, again_seconds)
        ]
        if not able:
            continue
        chosen = min(able, key=lambda agent: _order(chat, agent))
        room[chosen.agent_id] = replace(chosen, load=chosen.load + 1, last_offered_at=now)
        choices.append(Choice(chat.conversation_id, chosen.agent_id))
    return choices


def _wished(chat: WaitingChat, agents: list[Candidate]) -> list[Candidate]:
    wished = agents
    if chat.wanted_team is not None:
        wished = [agent for agent in wished if agent.team == chat.wanted_team]
    if chat.wanted_language is not None:
        wanted = base_language(chat.wanted_language)
        wished = [agent for agent in wished if wanted in agent.languages]
    # The agent who passed the chat on may be the whole team.
    return wished if any(agent.agent_id not in chat.asked for agent in wished) else agents


def _rested(chat: WaitingChat, agent: Candidate, now: datetime, again_seconds: float) -> bool:
    asked = chat.asked.get(agent.agent_id)
    return asked is None or asked.last_at + timedelta(seconds=again_seconds) <= now


def _order(chat: WaitingChat, agent: Candidate) -> tuple[int, bool, int, datetime, str]:
    asked = chat.asked.get(agent.agent_id)
    return (
        asked.times if asked else 0,
        not agent.speaks(chat.language),
        agent.load,
        agent.last_offered_at,
        agent.agent_id,
    )
