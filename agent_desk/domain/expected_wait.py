"""How long a visitor is likely to wait, computed from how long others waited; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# The shortest rest of a running interval, as a share of it: an overdue visitor does not read 0.
MIN_REMAINING_SHARE = 0.25


@dataclass(frozen=True)
class MeasuredClaim:
    """A wait that ended with a claim: its length, its first place, and the agents on duty then."""

    wait_seconds: float
    place: int
    agents: int


def expected_wait(
    claims: Sequence[MeasuredClaim],
    *,
    place: int,
    agents: int,
    since_moved_seconds: float,
    needed: int,
) -> float | None:
    """Seconds until a person comes, for the visitor at ``place`` (1 = next).

    A measured wait, divided by its place and multiplied by the agents on duty,
    says how long one agent takes for a chat. The median of these, divided by
    the agents on duty now, is the interval at which the queue moves. The queue
    last moved ``since_moved_seconds`` ago. Returns None if fewer than ``needed``
    claims were measured or nobody is on duty.
    """
    if len(claims) < max(1, needed) or agents < 1:
        return None
    per_chat = median(
        claim.wait_seconds * max(1, claim.agents) / max(1, claim.place) for claim in claims
    )
    interval = per_chat / agents
    remaining = max(interval - since_moved_seconds, interval * MIN_REMAINING_SHARE)
    return interval * (place - 1) + remaining
