"""What a customer calls the carrier of a parcel; pure."""

from __future__ import annotations

from agent_desk.wording.wording import Wording
from bot.tracking_numbers import carrier_of
from knowledge_base.language.scripts import to_simplified


def carrier_name(written: str, wording: Wording) -> str:
    """The name of a known carrier in the visitor's language, or what the shop wrote.

    ``China Post`` is 中国邮政 for a Chinese customer. What says more, such as ``UPS Ground``, stays.
    """
    carrier = carrier_of("", to_simplified(written))
    if carrier is None or written.casefold() not in map(str.casefold, carrier.names):
        return wording.name(written)
    names = {"en": carrier.en, "zh-Hans": carrier.zh_hans, "zh-Hant": carrier.zh_hant}
    return names[wording.language]
