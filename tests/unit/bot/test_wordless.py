import pytest

from bot.wordless import approves, is_wordless


class TestWordless:
    @pytest.mark.parametrize("text", ["。。。", "?", "😀😀", "👍🏻", "^_^", " \n", ""])
    def test_has_no_letter_and_no_digit(self, text):
        assert is_wordless(text)

    @pytest.mark.parametrize("text", ["嗯", "ok👍", "1️⃣", "①"])
    def test_is_no_text_with_one(self, text):
        assert not is_wordless(text)


class TestApproval:
    @pytest.mark.parametrize("text", ["👍", "👍🏽👍🏽", "❤️", "👌!", "🙏 🙏", "🫶"])
    def test_is_a_sign_of_thanks(self, text):
        assert approves(text)

    @pytest.mark.parametrize("text", ["👎", "😀", "👍👎", "。。。", "", "+"])
    def test_is_no_other_sign(self, text):
        assert not approves(text)
