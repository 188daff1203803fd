"""The languages of the catalogue, by tags of BCP 47."""

from __future__ import annotations

from typing import Literal

from agent_desk.texts.catalogue import Texts
from agent_desk.texts.en import EN
from agent_desk.texts.zh_hans import ZH_HANS
from agent_desk.texts.zh_hk import ZH_HK
from agent_desk.texts.zh_tw import ZH_TW
from knowledge_base.language.text import DetectedLanguage

Tag = Literal["en", "zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK"]
Region = Literal["tw", "hk"]

TEXTS: dict[Tag, Texts] = {
    "en": EN,
    "zh-Hans-CN": ZH_HANS,
    "zh-Hant-TW": ZH_TW,
    "zh-Hant-HK": ZH_HK,
}

NUMBER_NAMES: dict[Tag, str] = {
    "en": "order number",
    "zh-Hans-CN": "订单号",
    "zh-Hant-TW": "訂單編號",
    "zh-Hant-HK": "訂單編號",
}
"""What a shop calls an order number, unless it has a name of its own."""


def tag_of(language: DetectedLanguage, traditional: Region) -> Tag:
    """Traditional Chinese is that of Taiwan or of Hong Kong, as the shop says."""
    if language == "en":
        return "en"
    if language == "zh-Hans":
        return "zh-Hans-CN"
    return "zh-Hant-HK" if traditional == "hk" else "zh-Hant-TW"
