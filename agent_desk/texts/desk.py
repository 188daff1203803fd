"""The keys of the desk's own lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DeskTexts:
    """``handed_off`` is keyed by the reason of a handoff; other reasons get the default."""

    talk_to_person: str
    did_you_mean: str
    nothing_found: str
    see_page: str
    one_moment: str
    handed_off: dict[str, str]
    handed_off_default: str
    order_locked: str
