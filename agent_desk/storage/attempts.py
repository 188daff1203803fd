"""Counts tries in the database, so that neither a restart nor a second process forgets them.

A try is counted before its outcome is known, in one transaction with the check. Otherwise many
tries at the same time would all pass the check. A try that needs no counting is given back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from agent_desk.domain.attempt_limits import AttemptLimit
from agent_desk.errors import RateLimitedError
from agent_desk.storage.models import Attempt
from agent_desk.storage.transaction import Snapshot, Transaction

# A transaction holds up all other writes.
DROPPED_AT_ONCE = 1000

AttemptIds = tuple[int, ...]


def seconds_to_wait(session: Snapshot, limit: AttemptLimit) -> float:
    """Until the next try is allowed; 0.0 if it is allowed now."""
    remembered = {
        "name": limit.name,
        "key": limit.key,
        "since": session.now - limit.rule.remembered,
        "needed": limit.rule.needed,
    }
    tries = session.scalars(_NEWEST, remembered).all()
    return limit.rule.wait(tries, session.now)


def is_counted(session: Snapshot, limit: AttemptLimit) -> bool:
    """Whether any try counts under this limit now."""
    known = select(Attempt.id).where(
        Attempt.name == limit.name,
        Attempt.key == limit.key,
        Attempt.at > session.now - limit.rule.remembered,
    )
    return session.scalar(known.limit(1)) is not None


def check_attempt(session: Snapshot, *limits: AttemptLimit) -> None:
    """Counts nothing. Raises RateLimitedError if one of ``limits`` does not allow a try now."""
    wait = max((seconds_to_wait(session, limit) for limit in limits), default=0.0)
    if wait > 0:
        seconds = math.ceil(wait)
        raise RateLimitedError(
            f"Too many tries. Please try again in {seconds} s.",
            retry_after_seconds=float(seconds),
        )


def count_attempt(transaction: Transaction, *limits: AttemptLimit) -> AttemptIds:
    """Counts one try under each of ``limits``; returns what ``give_back`` needs.

    If one of them does not allow it, counts nothing and raises RateLimitedError.
    """
    check_attempt(transaction, *limits)
    return record_attempt(transaction, *limits)


def record_attempt(transaction: Transaction, *limits: AttemptLimit) -> AttemptIds:
    """Counts one try under each of ``limits``, whether they allow it or not."""
    attempts = [
        Attempt(
            name=limit.name,
            key=limit.key,
            at=transaction.now,
            forget_at=transaction.now + limit.rule.remembered,
        )
        for limit in limits
    ]
    transaction.add_all(attempts)
    transaction.flush()
    return tuple(attempt.id for attempt in attempts)


def give_back(transaction: Transaction, attempts: Iterable[int]) -> None:
    """These tries do not count any more."""
    transaction.execute(delete(Attempt).where(Attempt.id.in_(tuple(attempts))))


def forget_attempts(transaction: Transaction, name: str, key: str) -> None:
    """No try under this name and key counts any more."""
    transaction.execute(delete(Attempt).where(Attempt.name == name, Attempt.key == key))


def forget_attempts_below(transaction: Transaction, name: str, prefix: str) -> None:
    """No try under this name counts any more if its key begins with ``prefix`` (hex digits)."""
    transaction.execute(delete(Attempt).where(Attempt.name == name, Attempt.key.startswith(prefix)))


def drop_forgotten_attempts(transaction: Transaction) -> bool:
    """Deletes up to DROPPED_AT_ONCE tries that count nowhere any more; returns whether more may be left."""
    forgotten = select(Attempt.id).where(Attempt.forget_at <= transaction.now)
    batch = transaction.scalars(forgotten.limit(DROPPED_AT_ONCE)).all()
    give_back(transaction, batch)
    return len(batch) == DROPPED_AT_ONCE


# This runs for every message. Building such a statement takes longer than running it.
_NEWEST = (
    select(Attempt.at)
    .where(
        Attempt.name == bindparam("name"),
        Attempt.key == bindparam("key"),
        Attempt.at > bindparam("since"),
    )
    .order_by(Attempt.at.desc())
    .limit(bindparam("needed"))
)
