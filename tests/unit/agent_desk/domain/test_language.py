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
        ],
    )
    def test_follows_words_and_nothing_else(self, text, current, expected):
        assert language_of(text, current) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("你好", "zh-Hant"), ("台北", "zh-Hant"), ("怎么付款", "zh-Hans")],
    )
    def test_script_outlives_a_line_of_english(self, text, expected):
        assert language_of(text, "en", "zh-Hant") == expected


@pytest.mark.parametrize(("language", "base"), [("en", "en"), ("zh-Hans", "zh"), ("zh-Hant", "zh")])
def test_both_scripts_share_the_chinese_answers(language, base):
    assert base_language(language) == base
