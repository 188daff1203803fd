"""Ends offers, and records that an agent let a chat pass."""

from __future__ import annotations

from agent_desk.domain.events import OfferEnded
from agent_desk.domain.vocabulary import OfferOutcome
from agent_desk.storage.models import Offer
from agent_desk.storage.offers import open_offer_of, open_offers
from agent_desk.storage.transaction import Transaction


def end_offer(
    transaction: Transaction, conversation_id: str, *, accepted_by: str | None = None
) -> None:
    """Ends the chat's open offer, if there is one.

    It is accepted if it was an offer to the agent ``accepted_by``, else withdrawn.
    """
    offer = open_offer_of(transaction, conversation_id)
    if offer is not None:
        accepted = offer.agent_id == accepted_by
        close_offer(transaction, offer, "accepted" if accepted else "withdrawn")


def close_offer(transaction: Transaction, offer: Offer, outcome: OfferOutcome) -> None:
    """Ends the offer with this outcome."""
    offer.ended_at, offer.outcome = transaction.now, outcome
    transaction.flush()  # a chat has one open offer at most, and the next may follow at once
    transaction.record(OfferEnded(offer.id, outcome))


def record_release(transaction: Transaction, conversation_id: str, agent_id: str) -> None:
    """Records a release like a missed offer, so that the chat rings at other agents first."""
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


def withdraw_beyond(transaction: Transaction, agent_id: str, *, capacity: int) -> None:
    """Ends the agent's newest offers, so that at most ``capacity`` of them stay open."""
    for offer in open_offers(transaction, agent_id=agent_id)[max(0, capacity) :]:
        close_offer(transaction, offer, "withdrawn")
