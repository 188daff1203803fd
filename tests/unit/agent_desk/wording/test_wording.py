import pytest

from agent_desk.rasa.turn import Utterance
from agent_desk.settings.shops import ShopSettings
from agent_desk.wording.wording import Wordings

SHOP = ShopSettings(
    name={"zh": "山茶", "en": "Camellia"},
    greeting={"zh": "您好", "en": "Hello"},
    order_numbers=[{"pattern": "#{4-6}", "example": "#1001"}],
)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What is your order number (such as #1001)?"),
        ("zh-Hans", "请告诉我您的订单号（例如 #1001）。"),
        ("zh-Hant", "請提供您的訂單編號（例如 #1001）。"),
    ],
)
def test_what_rasa_wants_said_is_worded_for_the_shop_and_the_visitor(language, question):
    wording = Wordings({"camellia": SHOP}).of("camellia", language)

    assert wording.utter(Utterance("ask_order_number")) == question


def test_shop_that_is_gone_from_the_settings_has_the_usual_texts():
    wording = Wordings({}).of("gone", "en")

    assert wording.utter(Utterance("ask_order_number")) == "What is your order number?"
