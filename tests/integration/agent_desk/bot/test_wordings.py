"""A shop's own words and its region reach its visitors, through the whole turn."""

import pytest

from agent_desk.rasa.turn import RasaTurn
from agent_desk.settings.shops import ShopSettings
from tests.fakes.dialogue import ASK_NUMBER, ORDER_FORM
from tests.fakes.world import SHOP

OWN = {
    "ask_order_number": {
        "en": "Your {number_name}, please[, like {number_example}].",
        "zh-Hans": "请发一下{number_name}。",
        "zh-Hant": "請提供{number_name}。",
    },
    "talk_to_person": {"en": "Call Ana", "zh": "找安娜"},
    "nothing_found": {"en": "No idea.", "zh": "不知道。"},
    "nobody_there": {"en": "Ana is out.", "zh": "安娜不在。"},
}
QUESTIONS = {
    "en": "where is my order",
    "zh-Hans": "我的订单到哪里了",
    "zh-Hant": "我的訂單到哪裡了",
}


@pytest.fixture
def shop(world):
    """``shop(**settings)``: a desk whose shop has these settings, with a bot that asks for numbers."""

    def shop(**settings):
        desk = world.another_desk(shops={"demo": ShopSettings(**SHOP | settings)})
        asks = RasaTurn("track_order", 0.95, texts=(ASK_NUMBER,), state=ORDER_FORM)
        # Rasa reads Simplified Chinese.
        desk.dialogue.turns |= {QUESTIONS["en"]: asks, QUESTIONS["zh-Hans"]: asks}
        return desk

    return shop


@pytest.mark.parametrize(
    ("language", "settings", "words"),
    [
        ("en", {"texts": OWN}, "Your order number, please, like RL1234567890."),
        ("zh-Hans", {"texts": OWN}, "请发一下订单号。"),
        ("zh-Hant", {"texts": OWN}, "請提供訂單編號。"),
        ("zh-Hant", {}, "請提供您的訂單編號（例如 RL1234567890）。"),
        ("en", {}, "What is your order number (such as RL1234567890)?"),
    ],
)
def test_bot_asks_in_the_words_of_the_shop(shop, language, settings, words):
    desk = shop(**settings)
    visitor = desk.visitor(language=language)

    desk.say(visitor, QUESTIONS[language])

    assert visitor.lines()[-1] == words


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("en", "how tall is it", ["No idea.", "Call Ana", "Ana is out."]),
        ("zh-Hans", "这个有多高", ["不知道。", "找安娜", "安娜不在。"]),
        ("zh-Hant", "這個有多高", ["不知道。", "找安娜", "安娜不在。"]),
    ],
)
def test_desk_speaks_in_the_words_of_the_shop(shop, language, question, said):
    desk = shop(texts=OWN)
    visitor = desk.visitor(language=language)

    desk.say(visitor, question)
    chip = visitor.messages()[-1]["choices"][0]["label"]
    desk.hand_over(visitor)

    assert chip == said[1]
    assert visitor.lines()[1:] == said


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("tw", "很抱歉，這個問題我目前無法回答。您可以換個方式再問一次，或轉接真人客服。"),
        ("hk", "抱歉，我暫時未能回答這個問題。您可以換個說法再問一次，或轉接真人客服。"),
    ],
)
def test_traditional_chinese_is_that_of_the_shops_region(shop, region, words):
    desk = shop(traditional=region)
    visitor = desk.visitor(language="zh-Hant")

    desk.say(visitor, "這個有多高")

    assert visitor.lines()[-1] == words
    assert visitor.ready["shop"]["traditional"] == region
