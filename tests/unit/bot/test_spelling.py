import pytest

from bot.spelling import half_width, plain


class TestHalfWidth:
    def test_keeps_the_length_so_that_offsets_hold(self):
        text = "ＲＬ１２　—３４，。Ａ"
        assert half_width(text) == "RL12 -34,。A"
        assert len(half_width(text)) == len(text)

    @pytest.mark.parametrize(
        ("text", "simple"),
        [("：，；＃（）", ":,;#()"), ("1\u200b2\ufeff3", "1 2 3"), ("٤５⑥", "456")],
    )
    def test_knows_punctuation_and_digits_of_every_kind(self, text, simple):
        assert half_width(text) == simple

    def test_leaves_what_would_change_the_length(self):
        assert half_width("ﬁ…㎏") == "ﬁ…㎏"


class TestPlain:
    @pytest.mark.parametrize(
        ("text", "simple"),
        [
            ("RL二六一一二零零零零一", "RL2611200001"),
            ("尾号 八〇○零", "尾号 8000"),
            ("壹贰叁肆", "1234"),
            ("幺三八 一二三四", "138 1234"),
        ],
    )
    def test_reads_chinese_digits_in_a_row(self, text, simple):
        assert plain(text) == simple

    @pytest.mark.parametrize(
        "text", ["周一到周三", "一二三", "三千四百五十", "星期一二三四", "十二个"]
    )
    def test_leaves_words_and_quantities(self, text):
        assert plain(text) == text
