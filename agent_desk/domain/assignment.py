"""Which waiting chat is offered to which agent; pure.

``services.offers`` reads the input and stores the offers in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from agent_desk.domain.language import base_language
from agent_desk.domain.vocabulary import AgentLanguage, Language, OtherLanguage

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Duty(StrEnum):
    """What an agent has chosen; ``ON`` without an open console counts as ``AWAY``."""

    ON = "on"
    AWAY = "away"
    OFF = "off"


@dataclass(frozen=True)
class Candidate:
    """An agent on duty. ``load`` counts the chats that they hold and their open offers.

    An agent without ``languages`` speaks any.
    """

    agent_id: str
    shop_ids: frozenset[str]
    capacity: int
    load: int
    languages: frozenset[str] = frozenset()
    team: str | None = None
    last_offered_at: datetime = LONG_AGO

    def speaks(self, language: Language) -> bool:
        return not self.languages or base_language(language) in self.languages


@dataclass(frozen=True)
class Asked:
    """How often an agent let one chat pass in this wait, and when they last did."""

    times: int
    last_at: datetime


@dataclass(frozen=True)
class WaitingChat:
    """A chat that waits and has no open offer.

    ``asked`` has the agents who let it pass, by id. A colleague who passed the
    chat on may have wanted a team or a language for it. ``other_language`` is the
    visitor's own, if bot and desk do not speak it.
    """

    conversation_id: str
    shop_id: str
    language: Language
    waiting_since: datetime
    wanted_team: str | None = None
    wanted_language: AgentLanguage | None = None
    other_language: OtherLanguage | None = None
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
    """The offers to make now: at most one for a chat, and none beyond an agent's capacity.

    Chats are served in order of their wait, longest first. Each goes to an
    agent of its shop who is below their capacity. Among several, the order is:
    fewest times asked for this chat, then is known to speak the visitor's other
    language, then speaks the chat's language, then fewest chats, then longest
    without an offer. No chat waits for a speaker of its other language.

    The wanted team or language counts until every matching agent on duty has
    let the chat pass; after that, the others are asked too. An agent who let a
    chat pass is not asked for it again within ``again_seconds``.
    """
    by_id = {agent.agent_id: agent for agent in agents}
    choices = []
    for chat in sorted(waiting, key=lambda chat: (chat.waiting_since, chat.conversation_id)):
        of_shop = [agent for agent in by_id.values() if chat.shop_id in agent.shop_ids]
        available = [
            agent
            for agent in _wanted(chat, of_shop)
            if agent.load < agent.capacity and _can_be_asked(chat, agent, now, again_seconds)
        ]
        if not available:
            continue
        chosen = min(available, key=lambda agent: _order(chat, agent))
        by_id[chosen.agent_id] = replace(chosen, load=chosen.load + 1, last_offered_at=now)
        choices.append(Choice(chat.conversation_id, chosen.agent_id))
    return choices


def _wanted(chat: WaitingChat, agents: list[Candidate]) -> list[Candidate]:
    wanted = agents
    if chat.wanted_team is not None:
        wanted = [agent for agent in wanted if agent.team == chat.wanted_team]
    if chat.wanted_language is not None:
        wanted = [agent for agent in wanted if chat.wanted_language in agent.languages]
    # The agent who passed the chat on may be the only one in the team.
    return wanted if any(agent.agent_id not in chat.asked for agent in wanted) else agents


def _can_be_asked(chat: WaitingChat, agent: Candidate, now: datetime, again_seconds: float) -> bool:
    asked = chat.asked.get(agent.agent_id)
    return asked is None or asked.last_at + timedelta(seconds=again_seconds) <= now


def _order(chat: WaitingChat, agent: Candidate) -> tuple[int, bool, bool, int, datetime, str]:
    asked = chat.asked.get(agent.agent_id)
    return (
        asked.times if asked else 0,
        chat.other_language is not None and chat.other_language not in agent.languages,
        not agent.speaks(chat.language),
        agent.load,
        agent.last_offered_at,
        agent.agent_id,
    )
