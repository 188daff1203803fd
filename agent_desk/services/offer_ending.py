"""Ends offers, and remembers who let a chat pass."""

from __future__ import annotations

from agent_desk.domain.events import OfferEnded
from agent_desk.storage.models import Offer
from agent_desk.storage.offers import open_offer_of, open_offers
from agent_desk.storage.transaction import Transaction


def end_offer(
    transaction: Transaction, conversation_id: str, *, accepted_by: str | None = None
) -> None:
    """Ends the chat's open offer, if there is one: accepted by that agent, else withdrawn."""
    offer = open_offer_of(transaction, conversation_id)
    if offer is not None:
        accepted = offer.agent_id == accepted_by
        close_offer(transaction, offer, "accepted" if accepted else "withdrawn")


def close_offer(transaction: Transaction, offer: Offer, outcome: str) -> None:
    """Sets how the offer ended: accepted, declined, expired or withdrawn."""
    offer.ended_at, offer.outcome = transaction.now, outcome
    transaction.flush()  # at most one open offer a chat: the next one may follow at once
    transaction.record(OfferEnded(offer.id, outcome))


def record_release(transaction: Transaction, conversation_id: str, agent_id: str) -> None:
    """Counts as asked: an agent who has just released a chat is not the first at whom it rings."""
    transaction.add(
        Offer(
            conversation_id=conversation_id,
            agent_id=agent_id,
            offered_at=transaction.now,
            expires_at=transaction.now,
            ended_at=transaction.now,
            outcome="released",
        )
    )


def withdraw_beyond(transaction: Transaction, agent_id: str, *, room: int) -> None:
    """Ends the newest of the agent's offers until at most ``room`` of them ring."""
    for offer in open_offers(transaction, agent_id=agent_id)[max(0, room) :]:
        close_offer(transaction, offer, "withdrawn")
