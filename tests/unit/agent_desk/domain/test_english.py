from pathlib import Path

import pytest

from agent_desk.domain.english import is_english, latin_words
from tests.bot.examples import read_examples

ROOT = Path(__file__).parents[4]
SMALL_TALK = {
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "inform",
    "out_of_scope",
    "acknowledge",
    "abuse",
    "ask_abilities",
}


class TestIsEnglish:
    @pytest.mark.parametrize(
        "text",
        [
            "where is my order",
            "WHERE IS MY ORDER",
            "Where Is My Order?",
            "hello, anyone there",
            "refund please",
            "cancel",
            "Help!",
            "what?",
            "wheres my parcle",
            "it doesn’t work",
            "do you have the Galaxy S24 Ultra in stock",
            "cancel order RL2611200001",
            "turn on the light in the shop",
        ],
    )
    def test_is_a_sentence_or_a_request(self, text):
        assert is_english(text)

    @pytest.mark.parametrize(
        "text",
        [
            *("OK", "ok 😀", "hello", "thank you", "thx", "lol", "haha", "yes"),
            *("XL", "size M", "one size", "US 9", "Black XL", "i", "u"),
            *("PayPal", "nike air max", "The North Face", "My Little Pony", "Game of Thrones"),
            *("iPhone 15 Pro Max", "Nintendo Switch OLED", "WH-1000XM5", "Bluetooth 5.0"),
            *("SF Express", "DHL", "J&T Express", "Royal Mail", "Apple Pay", "Made in China"),
            *(
                "https://shop.example/where/is/my/order",
                "www.shop.example/help",
                "shop.example/help",
            ),
            *(
                "help.me@customer.example",
                "RL2６１１２００００１",
                "RL:2611200001",
                "rl 2611 2000 01",
            ),
            *("Order No. RL2611200001", "Tracking number: SF1234567890", "order #2611200001"),
            *("asdfgh", "hhhhh", "qwerty asdf", "zxcv", "T_T", "orz", "XD"),
            *("wo yao tui huo", "ni hao", "Zhang Wei", "?", "123", "", "怎么退货"),
        ],
    )
    def test_is_a_name_a_code_or_nothing(self, text):
        assert not is_english(text)

    def test_most_of_what_the_bot_learns_in_english_is_english(self):
        requests = {
            example.text
            for example in read_examples(ROOT / "bot/data/nlu")
            if example.language == "en" and example.intent not in SMALL_TALK
        }
        found = sum(map(is_english, requests))
        assert found > 0.93 * len(requests)


def test_links_addresses_and_codes_are_no_words():
    text = "Ask mei@customer.example about RL-26112, see https://shop.example/a-b or B5"
    assert latin_words(text) == ["Ask", "about", "see", "or"]
