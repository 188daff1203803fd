"""What Rasa is told of each shop, by the settings; pure."""

from __future__ import annotations

from agent_desk.rasa.engine import OrderProof, ShopRules, TurnedOff
from agent_desk.settings.shops import ShopSettings
from agent_desk.settings.turned_off import LOOK_UPS


def shop_rules(shop: ShopSettings) -> ShopRules:
    """The rules of ``shop``. Without an order source nothing is looked up."""
    no_look_ups = () if shop.orders else LOOK_UPS
    return ShopRules(
        order_numbers=tuple(number.pattern for number in shop.order_numbers),
        parcel_numbers=tuple(number.pattern for number in shop.parcels),
        order_proof=OrderProof(tuple(shop.proof.kinds), shop.proof.needed),
        turned_off=TurnedOff(
            tuple(shop.intents_off), tuple(dict.fromkeys([*shop.acts_off, *no_look_ups]))
        ),
    )
