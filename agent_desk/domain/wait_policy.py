"""What the desk does about a wait in which nobody comes; pure.

``services.wait_monitor`` carries it out. The visitor gets a notice when the
reason why nobody comes changes. Every wait ends at last: the visitor has gone,
the shop has closed, or the wait has lasted too long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agent_desk.domain.vocabulary import MessageOffer
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
    """``seen_at``: when the visitor was last connected.

    ``offered``: why the visitor was last asked to leave a message, if they were.
    """

    since: datetime
    seen_at: datetime
    is_open: bool
    on_duty: bool
    offered: MessageOffer | None
    has_message: bool


def next_step(wait: Wait, now: datetime, settings: HandoffSettings) -> Step | None:
    """What to do now about a chat in the queue; None: nothing.

    A visitor who has left a message is not asked for another one. Their chat goes
    back to the follow-ups.
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
