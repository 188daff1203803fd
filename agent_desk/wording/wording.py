"""How a shop speaks to a visitor: its texts, its dates and its money; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args

from babel import Locale

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.vocabulary import Language
from agent_desk.rasa.turn import Utterance
from agent_desk.settings.shops import ShopSettings
from agent_desk.texts.catalogue import Texts
from agent_desk.texts.languages import NUMBER_NAMES, TEXTS, Tag, tag_of
from agent_desk.texts.template import parse
from agent_desk.wording import dates
from agent_desk.wording.money import money
from knowledge_base.language.scripts import in_script


@dataclass(frozen=True)
class Wording:
    """A shop's wording in one language, at the time ``now``, which is in the shop's time zone.

    ``shop_values`` are the placeholders that every text may have. ``zone_name`` is the shop's own
    name for the time zone of its hours.
    """

    language: Language
    texts: Texts
    locale: Locale
    now: datetime
    shop_values: Mapping[str, str | None]
    zone_name: str | None = None

    def say(self, text: str, **values: str | None) -> str:
        """``text``, one of ``texts``, with ``values`` in its places."""
        return parse(text).fill({**self.shop_values, **values})

    def utter(self, utterance: Utterance) -> str:
        """What Rasa wants said."""
        return self.say(getattr(self.texts, utterance.name), **utterance.values)

    def sentences(self, *said: str) -> str:
        """Sentences in one line; empty ones are left out."""
        return (" " if self.language == "en" else "").join(filter(None, said))

    def listed(self, *items: str) -> str:
        return (", " if self.language == "en" else "、").join(items)

    def name(self, name: str) -> str:
        """``name``, from a shop's system, in the visitor's script."""
        if self.language == "en":
            return name
        return in_script(name, "Hant" if self.language == "zh-Hant" else "Hans")

    def money(self, amount: Decimal, currency: str | None) -> str:
        return money(amount, currency, self.locale)

    def day(self, day: date | datetime) -> str:
        """A day in the shop's time zone, with the year if it is not this one."""
        if isinstance(day, datetime):
            day = day.astimezone(self.now.tzinfo).date()
        return dates.day(day, self.now.date(), self.locale)

    def time(self, moment: datetime) -> str:
        """``moment`` in its own time zone, which is named: ``tomorrow at 09:00 (Beijing time)``."""
        today = self.now.astimezone(moment.tzinfo).date()
        values = {
            "clock": f"{moment:%H:%M}",
            "zone": self.zone_name or dates.offset(moment),
            "weekday": dates.weekday(moment, self.locale),
            "day": dates.day(moment.date(), today, self.locale),
        }
        near = {0: self.texts.time_today, 1: self.texts.time_tomorrow}
        text = near.get((moment.date() - today).days, self.texts.time_on_day)
        return self.say(text, **values)


class Wordings:
    """The wordings of all shops. A shop that is no longer in the settings has the usual texts.

    A turn asks for several: all that does not change with the time is worked out once.
    """

    def __init__(self, shops: Mapping[str, ShopSettings], clock: Clock = utc_now) -> None:
        self._shops = shops
        self._clock = clock
        now = clock()
        self._wordings = {
            (shop_id, language): _wording(shop_id, shop, language, now)
            for shop_id, shop in shops.items()
            for language in get_args(Language)
        }

    def of(self, shop_id: str, language: Language) -> Wording:
        """The shop's wording as of now."""
        shop = self._shops.get(shop_id)
        now = self._clock().astimezone(shop.zone if shop else UTC)
        kept = self._wordings.get((shop_id, language))
        if kept is None:
            return _wording(shop_id, None, language, now)
        return replace(kept, now=now, zone_name=_zone_name(shop, language))


def _wording(shop_id: str, shop: ShopSettings | None, language: Language, now: datetime) -> Wording:
    tag = tag_of(language, shop.traditional if shop else "tw")
    return Wording(
        language=language,
        texts=_texts(shop, language) if shop else TEXTS[tag],
        locale=Locale.parse(tag, sep="-"),
        now=now,
        shop_values=_shop_values(shop_id, shop, language, tag),
        zone_name=_zone_name(shop, language),
    )


def _texts(shop: ShopSettings, language: Language) -> Texts:
    own = {name: text.in_language(language) for name, text in shop.texts.items()}
    usual = TEXTS[tag_of(language, shop.traditional)]
    return replace(usual, **{name: text for name, text in own.items() if text is not None})


def _shop_values(
    shop_id: str, shop: ShopSettings | None, language: Language, tag: Tag
) -> dict[str, str | None]:
    first = shop.order_numbers[0] if shop and shop.order_numbers else None
    name = first.name.in_language(language) if first and first.name else NUMBER_NAMES[tag]
    return {
        "shop": shop.name.in_language(language) if shop else shop_id,
        "number_name": name,
        "number_example": first.example if first else None,
    }


def _zone_name(shop: ShopSettings | None, language: Language) -> str | None:
    named = shop.hours.zone_name if shop and shop.hours else None
    return named.in_language(language) if named else None
