"""Ends offers; whoever they rang at is told."""

from __future__ import annotations

from datetime import datetime

from agent_desk.services.publisher import Publisher
from agent_desk.storage.database import Transaction
from agent_desk.storage.models import Offer
from agent_desk.storage.offers import open_offer_of, open_offers


def end_offer(
    transaction: Transaction,
    publisher: Publisher,
    conversation_id: str,
    *,
    now: datetime,
    accepted_by: str | None = None,
) -> None:
    """Ends the chat's open offer, if there is one: accepted by that agent, else withdrawn."""
    offer = open_offer_of(transaction, conversation_id)
    if offer is not None:
        accepted = offer.agent_id == accepted_by
        close_offer(transaction, publisher, offer, "accepted" if accepted else "withdrawn", now=now)


def close_offer(
    transaction: Transaction,
    publisher: Publisher,
    offer: Offer,
    outcome: str,
    *,
    now: datetime,
) -> None:
    """Sets how the offer ended: accepted, declined, expired or withdrawn."""
    offer.ended_at, offer.outcome = now, outcome
    transaction.flush()  # at most one open offer a chat: the next one may follow at once
    transaction.after_commit(lambda: publisher.offer_ended(offer))


def gave_back(
    transaction: Transaction, conversation_id: str, agent_id: str, *, now: datetime
) -> None:
    """Counts as asked: who has just given a chat back is not the first whom it rings at."""
    transaction.add(
        Offer(
            conversation_id=conversation_id,
            agent_id=agent_id,
            offered_at=now,
            expires_at=now,
            ended_at=now,
            outcome="gave_back",
        )
    )


def withdraw_beyond(
    transaction: Transaction, publisher: Publisher, agent_id: str, *, room: int, now: datetime
) -> None:
    """Ends the newest of the agent's offers until at most ``room`` of them ring."""
    for offer in open_offers(transaction, agent_id=agent_id)[max(0, room) :]:
        close_offer(transaction, publisher, offer, "withdrawn", now=now)
