"""When the desk reminds a visitor who has stopped writing, and when it closes the chat; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from agent_desk.settings.desk import IdleSettings


@dataclass(frozen=True)
class Silence:
    """A chat in which the visitor should write next.

    ``last_line_at`` is when the newest line was written, by anybody.
    """

    last_line_at: datetime
    reminded_at: datetime | None


def idle_step(
    silence: Silence, now: datetime, settings: IdleSettings
) -> Literal["remind", "close"] | None:
    """What to do now; None: nothing.

    The reminder comes once. While reminders are on, a chat is closed only after
    one. A line after the reminder (an agent asks once more) postpones the close.
    """
    since = max(silence.last_line_at, silence.reminded_at or silence.last_line_at)
    if settings.reminder_seconds and silence.reminded_at is None:
        due = now - since >= timedelta(seconds=settings.reminder_seconds)
        return "remind" if due else None
    if settings.close_seconds and now - since >= timedelta(seconds=settings.close_seconds):
        return "close"
    return None


def shortest_silence(settings: IdleSettings) -> timedelta | None:
    """The shortest silence after which ``idle_step`` may do something; None if it never does."""
    limits = [s for s in (settings.reminder_seconds, settings.close_seconds) if s]
    return timedelta(seconds=min(limits)) if limits else None
