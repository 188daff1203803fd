"""Whether an agent can come to a chat now: the shop's hours, and who is on duty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from agent_desk.domain.opening_hours import (
    is_open,
    next_opening,
    zone_of,
)
from agent_desk.domain.vocabulary import Absence
from agent_desk.services.roster import Roster
from agent_desk.settings.hours import HoursSettings
from agent_desk.settings.shops import ShopSettings
from agent_desk.storage.transaction import Snapshot


class Attendance:
    """The attendance of all shops. A shop that is no longer in the settings is always open."""

    def __init__(self, shops: Mapping[str, ShopSettings], roster: Roster) -> None:
        self._shops = shops
        self._roster = roster

    def is_open(self, shop_id: str, now: datetime) -> bool:
        return is_open(self._hours(shop_id), now)

    def somebody_there(self, session: Snapshot, shop_id: str) -> bool:
        """Whether an agent of the shop is on duty."""
        return bool(self._roster.agents_on_duty(session, shop_id))

    def absence(self, session: Snapshot, shop_id: str) -> Absence | None:
        """Why nobody can come now; None if the shop is open and an agent is on duty."""
        if not self.is_open(shop_id, session.now):
            return "closed"
        return None if self.somebody_there(session, shop_id) else "nobody_there"

    def opens_at(self, shop_id: str, now: datetime) -> datetime | None:
        """When the shop opens next, in its time zone; None if it never does."""
        return next_opening(self._hours(shop_id), now)

    def answer_by(self, shop_id: str, now: datetime, *, within_hours: float) -> datetime:
        """When a message that is left now is answered at the latest, in the shop's time zone.

        ``within_hours`` count from the next opening, or from now if the shop is open.
        """
        zone = zone_of(self._hours(shop_id))
        opening = self.opens_at(shop_id, now) or now.astimezone(zone)
        # In UTC, because the shop's clocks may change in between.
        return (opening.astimezone(now.tzinfo) + timedelta(hours=within_hours)).astimezone(zone)

    def _hours(self, shop_id: str) -> HoursSettings | None:
        shop = self._shops.get(shop_id)
        return shop.hours if shop else None
