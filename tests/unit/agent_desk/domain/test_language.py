import pytest

from agent_desk.domain.language import base_language, language_of


class TestLanguageOf:
    @pytest.mark.parametrize(
        ("text", "current", "expected"),
        [
            ("怎么退货", "en", "zh-Hans"),
            ("怎麼退貨", "en", "zh-Hant"),
            ("where is it", "zh-Hant", "en"),
            ("订单RL2611200042到哪了", "en", "zh-Hans"),
            ("RL2611200042", "zh-Hant", "zh-Hant"),
            ("SF123", "zh-Hans", "zh-Hans"),
            ("1234", "zh-Hans", "zh-Hans"),
            ("😀 !!", "zh-Hans", "zh-Hans"),
            ("你好", "zh-Hant", "zh-Hant"),
            ("你好", "en", "zh-Hans"),
            ("订单", "zh-Hant", "zh-Hans"),
            ("好", "en", "zh-Hans"),
            ("where is my order", "zh-Hans", "en"),
            ("cancel", "zh-Hans", "en"),
            (
                "看看 https://shop.example/a-very-long-name-of-a-lamp/of-paper/in-white",
                "en",
                "zh-Hans",
            ),
            ("Logitech MX Master 3S Wireless Performance Mouse for Mac 有货吗", "en", "zh-Hans"),
        ],
    )
    def test_follows_words_and_nothing_else(self, text, current, expected):
        assert language_of(text, current) == expected

    @pytest.mark.parametrize("current", ["en", "zh-Hans", "zh-Hant"])
    @pytest.mark.parametrize(
        "text",
        [
            *("OK", "PayPal", "XL", "iPhone 15", "SF Express", "asdfgh", "😀", "?", "123"),
            *("https://shop.example/item/1", "mei@customer.example"),
            *("rl 2611 2000 01", "RL2６１１２００００１", "RL:2611200001"),
            *("M码", "Gucci包", "USB-C 转 HDMI", "3个"),
        ],
    )
    def test_a_line_without_a_word_leaves_language_and_script(self, text, current):
        assert language_of(text, current) == current

    @pytest.mark.parametrize(
        ("text", "in_english", "in_chinese"),
        [
            ("my name is 王小明", "en", "zh-Hans"),
            ("what does 已发货 mean in English please", "en", "en"),
            ("请问 my order 到哪了", "zh-Hans", "zh-Hans"),
        ],
    )
    def test_of_two_languages_in_a_line_the_one_that_quotes_counts(
        self, text, in_english, in_chinese
    ):
        assert language_of(text, "en") == in_english
        assert language_of(text, "zh-Hans") == in_chinese


@pytest.mark.parametrize(("language", "base"), [("en", "en"), ("zh-Hans", "zh"), ("zh-Hant", "zh")])
def test_both_scripts_share_the_chinese_answers(language, base):
    assert base_language(language) == base
