"""Offers of waiting chats to agents, how many chats agents have, and measured claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agent_desk.domain.assignment import Asked
from agent_desk.domain.conversation import State
from agent_desk.domain.expected_wait import MeasuredClaim
from agent_desk.storage.models import Claim, Conversation, Offer


def open_offers(session: Session, *, agent_id: str | None = None) -> list[Offer]:
    query = select(Offer).where(Offer.ended_at.is_(None)).order_by(Offer.offered_at, Offer.id)
    return list(session.scalars(query if agent_id is None else query.filter_by(agent_id=agent_id)))


def open_offer_of(session: Session, conversation_id: str) -> Offer | None:
    return session.scalar(
        select(Offer).where(Offer.conversation_id == conversation_id, Offer.ended_at.is_(None))
    )


def held_by(session: Session, agent_id: str) -> int:
    """How many chats the agent holds."""
    held = select(func.count()).select_from(Conversation)
    return (
        session.scalar(
            held.where(Conversation.agent_id == agent_id, Conversation.state == State.ASSIGNED)
        )
        or 0
    )


def chats_held(session: Session) -> dict[str, int]:
    """How many chats each agent holds who holds any."""
    rows = session.execute(
        select(Conversation.agent_id, func.count())
        .where(Conversation.state == State.ASSIGNED, Conversation.agent_id.is_not(None))
        .group_by(Conversation.agent_id)
    )
    return {str(agent_id): number for agent_id, number in rows}


def loads(session: Session) -> dict[str, int]:
    """The chats that each agent holds, and those that ring at them."""
    found = defaultdict(int, chats_held(session))
    for offer in open_offers(session):
        found[offer.agent_id] += 1
    return dict(found)


def last_offer_at(session: Session, agent_id: str) -> datetime | None:
    return session.scalar(select(func.max(Offer.offered_at)).where(Offer.agent_id == agent_id))


def asked_before(session: Session) -> dict[str, dict[str, Asked]]:
    """For each waiting chat, who let it pass since it began to wait this time, and how often."""
    rows = session.execute(
        select(
            Offer.conversation_id, Offer.agent_id, func.coalesce(Offer.ended_at, Offer.expires_at)
        )
        .join(Conversation, Conversation.id == Offer.conversation_id)
        .where(
            Conversation.state == State.QUEUED,
            Offer.offered_at >= Conversation.queued_at,
            Offer.outcome.in_(("declined", "expired", "released")),
        )
        .order_by(Offer.offered_at)
    )
    found: dict[str, dict[str, Asked]] = defaultdict(dict)
    for conversation_id, agent_id, ended_at in rows:
        before = found[conversation_id].get(agent_id)
        found[conversation_id][agent_id] = Asked(before.times + 1 if before else 1, ended_at)
    return dict(found)


def measured_claims(session: Session, shop_id: str, *, limit: int) -> list[MeasuredClaim]:
    """The shop's last claims."""
    rows: Sequence[Claim] = session.scalars(
        select(Claim).where(Claim.shop_id == shop_id).order_by(Claim.claimed_at.desc()).limit(limit)
    ).all()
    return [MeasuredClaim(row.wait_seconds, row.place, row.agents) for row in rows]


def last_claim_at(session: Session, shop_id: str) -> datetime | None:
    return session.scalar(select(func.max(Claim.claimed_at)).where(Claim.shop_id == shop_id))
