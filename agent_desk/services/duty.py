"""What an agent chooses to be: on duty, away or off duty."""

from __future__ import annotations

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.assignment import Duty
from agent_desk.services.offer_ending import close_offer
from agent_desk.services.publisher import Publisher
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent
from agent_desk.storage.offers import open_offers


class DutySide:
    def __init__(self, database: Database, publisher: Publisher, *, clock: Clock = utc_now) -> None:
        self._database = database
        self._publisher = publisher
        self._now = clock

    def choose(self, agent: AgentProfile, duty: Duty) -> None:
        """Keeps the choice. What rings at somebody who leaves goes to the next; chats stay."""
        with self._database.write() as transaction:
            row = transaction.get_one(Agent, agent.id)
            row.duty = duty
            if duty != Duty.ON:
                for offer in open_offers(transaction, agent_id=agent.id):
                    close_offer(transaction, self._publisher, offer, "withdrawn", now=self._now())
            transaction.after_commit(lambda: self._publisher.duty_changed(row))
