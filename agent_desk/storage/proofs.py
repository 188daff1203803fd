"""The accepted proofs of work: which guest holds one, and which challenges are used.

They are in the database, so that neither a restart nor a second process forgets a used challenge.
"""

from __future__ import annotations

from sqlalchemy import delete, exists, select, update

from agent_desk.storage.models import Proof, Visitor
from agent_desk.storage.transaction import Snapshot, Transaction


def holds_proof(session: Snapshot, shop_id: str, token_hash: str) -> bool:
    """Whether the guest has a proof that still holds."""
    held = exists().where(
        Proof.token_hash == token_hash,
        Proof.shop_id == shop_id,
        Proof.holds_until > session.now,
    )
    return bool(session.scalar(select(held)))


def is_used(session: Snapshot, seal: str) -> bool:
    """Whether the challenge with this ``seal`` was solved before."""
    return session.get(Proof, seal) is not None


def use_up_proofs(transaction: Transaction, visitor_id: str) -> None:
    """No proof of this visitor holds any more. Its challenge stays used."""
    token_hash = select(Visitor.token_hash).where(Visitor.id == visitor_id).scalar_subquery()
    transaction.execute(
        update(Proof)
        .where(Proof.token_hash == token_hash, Proof.holds_until > transaction.now)
        .values(holds_until=transaction.now)
    )


def drop_forgotten_proofs(transaction: Transaction) -> None:
    """Deletes the proofs that hold no more and whose challenge has expired."""
    transaction.execute(delete(Proof).where(Proof.forget_at <= transaction.now))
