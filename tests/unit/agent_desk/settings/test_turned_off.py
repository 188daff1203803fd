import pytest
from pydantic import ValidationError

from agent_desk.settings.shops import ShopSettings
from agent_desk.settings.turned_off import LOOK_UPS, bot_acts, bot_intents

SHOP = {"name": {"zh": "店", "en": "Shop"}, "greeting": {"zh": "您好", "en": "Hello"}}


class TestTurnedOff:
    def test_takes_names_of_the_bot(self):
        shop = ShopSettings(
            **SHOP, intents_off=["membership"], acts_off=["look_up_parcel", "hand_off:complaint"]
        )
        assert shop.intents_off == ["membership"]
        assert shop.acts_off == ["look_up_parcel", "hand_off:complaint"]

    @pytest.mark.parametrize(
        ("setting", "name", "listed"),
        [
            ("intents_off", "membreship", "price_protection"),
            ("acts_off", "hand_off", "hand_off:complaint"),
        ],
    )
    def test_lists_what_there_is_where_a_name_is_unknown(self, setting, name, listed):
        with pytest.raises(ValidationError, match=f"no '{name}'.*{listed}"):
            ShopSettings(**SHOP, **{setting: [name]})

    @pytest.mark.parametrize(
        ("setting", "name"),
        [
            ("intents_off", "request_human"),
            ("intents_off", "inform"),
            ("intents_off", "affirm"),
            ("acts_off", "search_knowledge_base"),
            ("acts_off", "hand_off:asked"),
        ],
    )
    def test_refuses_what_no_shop_can_do_without(self, setting, name):
        with pytest.raises(ValidationError, match=f"'{name}' cannot be turned off: "):
            ShopSettings(**SHOP, **{setting: [name]})


class TestBotNames:
    def test_are_read_from_the_domain(self):
        assert {"membership", "track_order", "nlu_fallback"} <= set(bot_intents())
        assert {*LOOK_UPS, "hand_off:complaint", "search_knowledge_base"} <= set(bot_acts())
