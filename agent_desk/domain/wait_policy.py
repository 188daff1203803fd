"""How a wait for a person ends when nobody comes; pure. ``services.wait_monitor`` carries it out.

A visitor reads a new line when the reason why nobody comes changes, and every wait
ends: they go, the shop closes, or it has taken too long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agent_desk.settings.desk import HandoffSettings


class Step(StrEnum):
    VISITOR_LEFT = "visitor_left"
    KEEP_MESSAGE = "keep_message"
    END_CLOSED = "end_closed"
    TIME_OUT = "time_out"
    TELL_CLOSED = "tell_closed"
    TELL_NOBODY = "tell_nobody"
    TELL_LATE = "tell_late"


@dataclass(frozen=True)
class Wait:
    """``seen_at``: when the visitor was there last. ``offered``: the last reason that they read."""

    since: datetime
    seen_at: datetime
    is_open: bool
    on_duty: bool
    offered: str | None
    has_message: bool


def next_step(wait: Wait, now: datetime, settings: HandoffSettings) -> Step | None:
    """What is to be done about a chat in the queue now; None while it may go on as it is.

    Who has left a message already is not asked for another: their chat goes back
    to where it waits.
    """
    waited = now - wait.since
    gone = now - max(wait.seen_at, wait.since) > _seconds(settings.gone_after_seconds)
    nobody = not wait.on_duty
    late = waited >= _seconds(settings.max_wait_seconds)
    if wait.has_message:
        return Step.KEEP_MESSAGE if gone or late or nobody else None
    if gone:
        return Step.VISITOR_LEFT
    if nobody and not wait.is_open:
        return Step.END_CLOSED
    if waited >= _seconds(settings.give_up_seconds):
        return Step.TIME_OUT
    if not wait.is_open:
        return Step.TELL_CLOSED if wait.offered != "closed" else None
    if nobody:
        return Step.TELL_NOBODY if wait.offered != "nobody_there" else None
    if late and wait.offered != "long_wait":
        return Step.TELL_LATE
    return None


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
