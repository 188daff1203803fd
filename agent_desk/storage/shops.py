"""The shops whose data a database holds, and which of them are switched off."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from agent_desk.storage.models import Agent, ShopOff, Visitor
from agent_desk.storage.transaction import Transaction


def stored_shops(session: Session) -> set[str]:
    """Ids of the shops that have visitors or agents."""
    visited = set(session.scalars(select(Visitor.shop_id).distinct()))
    return visited.union(*session.scalars(select(Agent.shop_ids)))


def shops_off(session: Session) -> set[str]:
    """Ids of the shops that are switched off."""
    return set(session.scalars(select(ShopOff.shop_id)))


def is_off(session: Session, shop_id: str) -> bool:
    return session.scalar(_IS_OFF, {"shop_id": shop_id}) is not None


def switch_off(transaction: Transaction, shop_id: str) -> None:
    if not is_off(transaction, shop_id):
        transaction.add(ShopOff(shop_id=shop_id, since=transaction.now))


def switch_on(transaction: Transaction, shop_id: str) -> None:
    off = transaction.get(ShopOff, shop_id)
    if off is not None:
        transaction.delete(off)


# This runs for every message. Building such a statement takes longer than running it.
_IS_OFF = select(ShopOff.shop_id).where(ShopOff.shop_id == bindparam("shop_id"))
