"""What an agent chooses to be: on duty, away or off duty."""

from __future__ import annotations

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.assignment import Duty
from agent_desk.domain.events import DutyChanged
from agent_desk.services.offer_ending import close_offer
from agent_desk.storage.models import Agent
from agent_desk.storage.offers import open_offers
from agent_desk.storage.transaction import Transaction


def choose_duty(transaction: Transaction, agent: AgentProfile, duty: Duty) -> None:
    """Keeps the choice. What rings at an agent who leaves goes to the next one; chats stay."""
    transaction.get_one(Agent, agent.id).duty = duty
    if duty != Duty.ON:
        for offer in open_offers(transaction, agent_id=agent.id):
            close_offer(transaction, offer, "withdrawn")
    transaction.record(DutyChanged(agent.id))
