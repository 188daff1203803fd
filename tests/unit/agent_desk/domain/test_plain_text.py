import pytest

from agent_desk.domain.plain_text import is_blank, neutral, storable


class TestStorable:
    def test_replaces_half_characters_and_drops_nul(self):
        assert storable("a\ud83d\0b\udc00") == "a\ufffdb\ufffd"

    def test_leaves_whole_text_as_it_is(self):
        assert storable("مرحبا 👩‍👩‍👧 ｶﾞ") == "مرحبا 👩‍👩‍👧 ｶﾞ"


class TestIsBlank:
    @pytest.mark.parametrize(
        "text",
        ["", " \u3000\n", "\u200b\u2060\ufeff", "\u3164", "\u2800", "\u115f\u1160\uffa0",
         "\U000e0041\U000e007f", "\u0301" * 1000, "\u202e\u2066", "\u2065"],
    )  # fmt: skip
    def test_what_shows_nothing(self, text):
        assert is_blank(text)

    @pytest.mark.parametrize(
        "text", ["a", "。", "\u202ea", "❤️", "🇩🇪", "한", "مرحبا", "e\u0301", "\ufffd", "\U0001fae9"]
    )
    def test_what_shows_something(self, text):
        assert not is_blank(text)


class TestNeutral:
    def test_writes_controls_as_escapes(self):
        assert neutral("a\u202eb\x1b[2J\ud800\u3164") == r"a\u202eb\x1b[2J\ud800" + "\u3164"

    def test_leaves_text_lines_and_spaces(self):
        assert neutral("مرحبا\u3000你好\n\té") == "مرحبا\u3000你好\n\té"
