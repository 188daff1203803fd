"""How long a visitor is likely to wait, from how long others did; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# A visitor whose turn should have come by now still reads a quarter of an interval, not zero.
LEAST_SHARE = 0.25


@dataclass(frozen=True)
class MeasuredClaim:
    """A wait that has ended: its length, the place it began at, how many were on duty."""

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

    Each measured wait, divided by its place and multiplied by the agents on
    duty, says how long one agent takes per chat; the median of these, divided
    by the agents on duty now, is the interval at which the queue moves. The one
    that runs now has been running for ``since_moved_seconds``. None when fewer
    than ``needed`` claims were measured or nobody is on duty: then nothing can
    honestly be said.
    """
    if len(claims) < max(1, needed) or agents < 1:
        return None
    per_chat = median(
        claim.wait_seconds * max(1, claim.agents) / max(1, claim.place) for claim in claims
    )
    interval = per_chat / agents
    running = max(interval - since_moved_seconds, interval * LEAST_SHARE)
    return interval * (place - 1) + running
