"""Offers waiting chats to agents, as ``assignment.choose_offers`` chooses.

Several desk processes may run this at the same time: choosing and storing are
one transaction, and the database allows only one open offer for a chat.
"""

from __future__ import annotations

from datetime import timedelta

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.assignment import (
    Asked,
    Choice,
    Duty,
    WaitingChat,
    choose_offers,
)
from agent_desk.domain.events import ConversationOffered
from agent_desk.domain.vocabulary import OfferOutcome
from agent_desk.errors import NotFoundError
from agent_desk.services.offer_ending import close_offer
from agent_desk.services.roster import Roster
from agent_desk.settings.desk import ConsoleSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, Conversation, Offer
from agent_desk.storage.offers import asked_before, open_offer_of, open_offers
from agent_desk.storage.queue import waiting_everywhere
from agent_desk.storage.transaction import Snapshot, Transaction


class Offers:
    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        roster: Roster,
    ) -> None:
        self._settings = settings
        self._database = database
        self._roster = roster

    def run(self) -> int:
        """Ends the offers that are over, and makes the next ones; returns how many it made."""
        with self._database.read() as session:
            if not self._overdue(session) and not self._chosen(session):
                return 0
        return self._database.write(self._replace)

    def _replace(self, transaction: Transaction) -> int:
        for offer, outcome in self._overdue(transaction):
            close_offer(transaction, offer, outcome)
        chosen = self._chosen(transaction)
        for choice in chosen:
            self._offer(transaction, choice)
        return len(chosen)

    def _overdue(self, session: Snapshot) -> list[tuple[Offer, OfferOutcome]]:
        """Open offers that must end, because of time or because their agent is not on duty."""
        ending: list[tuple[Offer, OfferOutcome]] = []
        for offer in open_offers(session):
            if offer.expires_at <= session.now:
                ending.append((offer, "expired"))
                continue
            agent = session.get_one(Agent, offer.agent_id)
            if self._roster.duty_of(agent, session.now) != Duty.ON:
                ending.append((offer, "withdrawn"))
        return ending

    def _chosen(self, session: Snapshot) -> list[Choice]:
        candidates = self._roster.candidates(session)
        if all(agent.load >= agent.capacity for agent in candidates):
            return []
        ringing = {offer.conversation_id for offer in open_offers(session)}
        asked = asked_before(session)
        return choose_offers(
            [
                _waiting(chat, asked.get(chat.id, {}))
                for chat in waiting_everywhere(session)
                if chat.id not in ringing
            ],
            candidates,
            now=session.now,
            again_seconds=self._settings.offer_again_seconds,
        )

    def _offer(self, transaction: Transaction, choice: Choice) -> None:
        offer = Offer(
            conversation_id=choice.conversation_id,
            agent_id=choice.agent_id,
            offered_at=transaction.now,
            expires_at=transaction.now + timedelta(seconds=self._settings.offer_seconds),
        )
        transaction.add(offer)
        transaction.flush()
        transaction.record(ConversationOffered(offer.id))


def decline(transaction: Transaction, agent: AgentProfile, conversation_id: str) -> None:
    """Ends the offer of this chat to the agent. Raises NotFoundError if there is none."""
    offer = open_offer_of(transaction, conversation_id)
    if offer is None or offer.agent_id != agent.id:
        raise NotFoundError("This chat is not offered to you any more.")
    close_offer(transaction, offer, "declined")


def _waiting(chat: Conversation, asked: dict[str, Asked]) -> WaitingChat:
    return WaitingChat(
        conversation_id=chat.id,
        shop_id=chat.shop_id,
        language=chat.language,
        waiting_since=chat.waiting_since or chat.updated_at,
        wanted_team=chat.wanted_team,
        wanted_language=chat.wanted_language,
        other_language=chat.other_language,
        asked=asked,
    )
