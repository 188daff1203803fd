"""When a visitor who has stopped writing is reminded, and when their chat is closed; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from agent_desk.settings.desk import IdleSettings


@dataclass(frozen=True)
class Silence:
    """``last_line_at`` is the newest line that anybody wrote, with the visitor to write next."""

    last_line_at: datetime
    reminded_at: datetime | None


def idle_step(
    silence: Silence, now: datetime, settings: IdleSettings
) -> Literal["remind", "close"] | None:
    """What is to be done now. A reminder comes once, and a close never without it, if it is on.

    A line after the reminder (an agent asks once more) puts the close off.
    """
    since = max(silence.last_line_at, silence.reminded_at or silence.last_line_at)
    if settings.reminder_seconds and silence.reminded_at is None:
        due = now - since >= timedelta(seconds=settings.reminder_seconds)
        return "remind" if due else None
    if settings.close_seconds and now - since >= timedelta(seconds=settings.close_seconds):
        return "close"
    return None


def shortest_silence(settings: IdleSettings) -> timedelta | None:
    """Before this nothing is to be done about a chat; None when never anything is."""
    limits = [s for s in (settings.reminder_seconds, settings.close_seconds) if s]
    return timedelta(seconds=min(limits)) if limits else None
