"""Who is on duty: what an agent chose, and whether a console of theirs is open somewhere.

Nothing is switched when a console closes: that somebody is away follows from
when a desk last saw them. So a reconnect within the grace changes nothing, and
who returns is what they chose to be. ``seen_at`` is in the database, since the
console may be open at another desk process.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
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


class Seen(Protocol):
    """The consoles at this process, which began at ``started_at``; ``events.presence`` is it."""

    started_at: datetime

    def last_seen(self, agent_id: str) -> datetime | None: ...

    def agents(self) -> set[str]: ...


class Roster:
    """Reads within the caller's session, so that a choice and what it rests on are one."""

    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        presence: Seen,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._presence = presence
        self._now = clock

    def heartbeat(self) -> None:
        """Tells the other processes who has a console open here."""
        self.mark_seen(self._presence.agents())

    def mark_seen(self, agent_ids: Iterable[str]) -> None:
        """These agents have, or had until just now, a console open here."""
        seen = sorted(agent_ids)
        if seen:
            self._database.write(mark_agents_seen, seen)

    def duty_of(self, agent: Agent) -> Duty:
        """What the agent is now: ``on`` needs a console that was open lately."""
        if agent.disabled_at is not None:
            return Duty.OFF
        chosen = Duty(agent.duty)
        seen = self._presence.last_seen(agent.id) or agent.seen_at or LONG_AGO
        absent = self._absent(agent, seen) > timedelta(seconds=self._settings.away_after_seconds)
        return Duty.AWAY if chosen == Duty.ON and absent else chosen

    def is_gone(self, agent: Agent) -> bool:
        """So long without a console, or disabled, that their chats are given back."""
        patience = timedelta(seconds=self._settings.gone_after_seconds)
        # Before this process began it saw nobody; who held a chat then has time to come back.
        seen = self._presence.last_seen(agent.id) or self._presence.started_at
        return agent.disabled_at is not None or self._absent(agent, seen) > patience

    def capacity_of(self, agent: Agent) -> int:
        return agent.capacity or self._settings.capacity

    def agents_of(self, session: Session, shop_id: str) -> list[Agent]:
        """Everybody who answers for the shop and is not disabled, by name."""
        return [agent for agent in enabled_agents(session) if shop_id in agent.shop_ids]

    def agents_on_duty(self, session: Session, shop_id: str) -> list[Agent]:
        """Who could be offered a chat of the shop now, with room or without."""
        return [
            agent for agent in self.agents_of(session, shop_id) if self.duty_of(agent) == Duty.ON
        ]

    def candidates(self, session: Session) -> list[Candidate]:
        """Everybody on duty as ``choose_offers`` weighs them."""
        on_duty = [agent for agent in enabled_agents(session) if self.duty_of(agent) == Duty.ON]
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
            for agent in on_duty
        ]

    def _absent(self, agent: Agent, seen: datetime) -> timedelta:
        """Since ``seen``, unless another process saw them later."""
        return self._now() - (max(seen, agent.seen_at) if agent.seen_at else seen)
