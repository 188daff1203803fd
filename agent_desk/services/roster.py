"""Who is on duty: what each agent chose, and whether they have a console open.

Closing a console does not change the chosen duty. An agent is away if no desk
process has seen their console for a while. So a quick reconnect changes nothing,
and an agent who returns has the duty that they chose. ``seen_at`` is in the
database, because the console may be open at another process.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from agent_desk.domain.assignment import (
    LONG_AGO,
    Candidate,
    Duty,
)
from agent_desk.settings.desk import ConsoleSettings
from agent_desk.storage.agents import enabled_agents
from agent_desk.storage.agents import mark_seen as mark_agents_seen
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent
from agent_desk.storage.offers import last_offer_at, loads
from agent_desk.storage.transaction import Snapshot


class OpenConsoles(Protocol):
    """The consoles at this process, which started at ``started_at``: ``events.presence``."""

    started_at: datetime

    def last_seen(self, agent_id: str, now: datetime) -> datetime | None: ...

    def agents(self) -> set[str]: ...


class Roster:
    """Reads in the caller's session, so that a decision and its basis are one transaction."""

    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        presence: OpenConsoles,
    ) -> None:
        self._settings = settings
        self._database = database
        self._presence = presence

    def heartbeat(self) -> None:
        """Shows the other processes who has a console open here."""
        self.mark_seen(self._presence.agents())

    def mark_seen(self, agent_ids: Iterable[str]) -> None:
        """Records that these agents have a console open here, or had until just now."""
        seen = sorted(agent_ids)
        if seen:
            self._database.write(mark_agents_seen, seen)

    def duty_of(self, agent: Agent, now: datetime) -> Duty:
        """The agent's duty at ``now``. ``on`` needs a console that was open within ``away_after_seconds``."""
        if agent.disabled_at is not None:
            return Duty.OFF
        chosen = Duty(agent.duty)
        seen = self._presence.last_seen(agent.id, now) or agent.seen_at or LONG_AGO
        patience = timedelta(seconds=self._settings.away_after_seconds)
        absent = now - _latest(agent, seen) > patience
        return Duty.AWAY if chosen == Duty.ON and absent else chosen

    def is_gone(self, agent: Agent, now: datetime) -> bool:
        """Whether the agent is disabled or without a console for so long that they lose their chats."""
        patience = timedelta(seconds=self._settings.gone_after_seconds)
        # This process has just started and has seen nobody: agents get time to come back.
        seen = self._presence.last_seen(agent.id, now) or self._presence.started_at
        return agent.disabled_at is not None or now - _latest(agent, seen) > patience

    def capacity_of(self, agent: Agent) -> int:
        return agent.capacity or self._settings.capacity

    def agents_of(self, session: Session, shop_id: str) -> list[Agent]:
        """The agents of the shop who are not disabled, by name."""
        return [agent for agent in enabled_agents(session) if shop_id in agent.shop_ids]

    def agents_on_duty(self, session: Snapshot, shop_id: str) -> list[Agent]:
        """The agents of the shop who are on duty, also those at their capacity."""
        return self._on_duty(session, self.agents_of(session, shop_id))

    def candidates(self, session: Snapshot) -> list[Candidate]:
        """The agents on duty, of all shops, for ``choose_offers``."""
        load = loads(session)
        return [
            Candidate(
                agent_id=agent.id,
                shop_ids=frozenset(agent.shop_ids),
                capacity=self.capacity_of(agent),
                load=load.get(agent.id, 0),
                languages=frozenset(agent.languages),
                team=agent.team,
                last_offered_at=last_offer_at(session, agent.id) or LONG_AGO,
            )
            for agent in self._on_duty(session, enabled_agents(session))
        ]

    def _on_duty(self, session: Snapshot, agents: Iterable[Agent]) -> list[Agent]:
        return [agent for agent in agents if self.duty_of(agent, session.now) == Duty.ON]


def _latest(agent: Agent, seen: datetime) -> datetime:
    """``seen``, or when another process saw the agent, if that was later."""
    return max(seen, agent.seen_at) if agent.seen_at else seen
