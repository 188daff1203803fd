"""Whether somebody can come to a chat now: the shop's hours, and who is on duty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from agent_desk.events.payloads import Language
from agent_desk.hours import is_open, next_opening
from agent_desk.hours_settings import HoursSettings
from agent_desk.services.publisher import Publisher
from agent_desk.settings import ShopSettings
from agent_desk.texts import base_language, in_script
from agent_desk.texts.times import worded_time

Absence = Literal["closed", "nobody_there"]


class Attendance:
    """Of all shops; one that has left the settings is open and has the agents that it has."""

    def __init__(self, shops: Mapping[str, ShopSettings], publisher: Publisher) -> None:
        self._shops = shops
        self._publisher = publisher

    def is_open(self, shop_id: str, now: datetime) -> bool:
        return is_open(self._hours(shop_id), now)

    def absence(self, shop_id: str, now: datetime) -> Absence | None:
        """Why nobody can come; None when somebody may."""
        if not self.is_open(shop_id, now):
            return "closed"
        return None if self._publisher.somebody_there(shop_id) else "nobody_there"

    def opens_at(self, shop_id: str, now: datetime) -> datetime | None:
        """The shop's next opening, in its time zone; None when it has none."""
        return next_opening(self._hours(shop_id), now)

    def answer_by(self, shop_id: str, now: datetime, *, within_hours: float) -> datetime:
        """When a message that is left now is answered at the latest: counted from the opening."""
        opening = self.opens_at(shop_id, now) or now
        # Hours that pass, not hours on a clock that may change in between.
        zone = opening.tzinfo
        return (opening.astimezone(now.tzinfo) + timedelta(hours=within_hours)).astimezone(zone)

    def worded(self, shop_id: str, moment: datetime, now: datetime, language: Language) -> str:
        """``moment`` in the visitor's language and script, and in the shop's time zone."""
        hours = self._hours(shop_id)
        name = hours.zone_name if hours else None
        return in_script(worded_time(moment, now, base_language(language), name), language)

    def _hours(self, shop_id: str) -> HoursSettings | None:
        shop = self._shops.get(shop_id)
        return shop.hours if shop else None
