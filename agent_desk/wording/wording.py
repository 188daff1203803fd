"""A shop's texts in the language of a visitor; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agent_desk.domain.vocabulary import Language
from agent_desk.rasa.turn import Utterance
from agent_desk.settings.shops import ShopSettings
from agent_desk.texts.catalogue import Texts
from agent_desk.texts.en import EN
from agent_desk.texts.template import parse
from agent_desk.texts.zh_hans import ZH_HANS
from agent_desk.texts.zh_tw import ZH_TW

_NUMBER_NAMES: dict[Language, str] = {
    "en": "order number",
    "zh-Hans": "订单号",
    "zh-Hant": "訂單編號",
}


@dataclass(frozen=True)
class Wording:
    """``shop_values`` are the placeholders that every text may have."""

    language: Language
    texts: Texts
    shop_values: Mapping[str, str | None] = field(default_factory=dict)

    def say(self, text: str, **values: str | None) -> str:
        """``text``, one of ``texts``, with ``values`` in its places."""
        return parse(text).fill({**self.shop_values, **values})

    def utter(self, utterance: Utterance) -> str:
        """What Rasa wants said."""
        return self.say(getattr(self.texts, utterance.name), **utterance.values)


class Wordings:
    """The wordings of all shops. A shop that is no longer in the settings has the usual texts."""

    def __init__(self, shops: Mapping[str, ShopSettings]) -> None:
        self._shops = shops

    def of(self, shop_id: str, language: Language) -> Wording:
        shop = self._shops.get(shop_id)
        values = {
            "shop": shop.name.in_language(language) if shop else shop_id,
            "number_name": _NUMBER_NAMES[language],
            "number_example": shop.order_numbers[0].example
            if shop and shop.order_numbers
            else None,
        }
        return Wording(language, _texts(language), values)


def _texts(language: Language) -> Texts:
    if language == "en":
        return EN
    return ZH_HANS if language == "zh-Hans" else ZH_TW
