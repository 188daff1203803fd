import re

import pytest

from bot.negation import taken_back


def kept(text):
    """The letters A, B and C that stand for numbers, without those taken back."""
    spans = [match.span() for match in re.finditer("[ABC](?![a-z])", text)]
    back = taken_back(text, spans)
    return "".join(
        text[start] for (start, _), is_back in zip(spans, back, strict=True) if not is_back
    )


class TestTakenBack:
    @pytest.mark.parametrize(
        "text",
        [
            "不对,是A,不是B",
            "不是B,是A",
            "不是订单B,是A",
            "不要查B了,查A",
            "别查B,查A",
            "并非B而是A",
            "A而非B",
            "不是B和C,是A",
            "B写错了,应该是A",
            "B不对,是A",
            "A,刚才那个不是B",
            "B不是,A才是",
            "not B but A",
            "A, not B",
            "A, not the order B",
            "it isn't B it's A",
            "I didn't mean B, I meant A",
            "A instead of B",
            "A rather than B",
            "B is wrong, it is A",
            "B was a typo: A",
            "not B or C but A",
            "B isn't mine, A is",
        ],
    )
    def test_leaves_the_number_that_is_meant(self, text):
        assert kept(text) == "A"

    @pytest.mark.parametrize(
        "text",
        [
            "是不是A",
            "不是A吗",
            "要不要查A",
            "别的订单A",
            "不知道A到哪了",
            "还没收到A",
            "A不对,少了一件",
            "A is wrong, it is too small",
            "I did not receive A",
            "why is the lamp not in A",
            "can't find A",
            "对不起,A",
            "no, A",
        ],
    )
    def test_leaves_a_number_that_is_not_denied(self, text):
        assert kept(text) == "A"

    def test_leaves_both_of_two(self):
        assert kept("A和B到哪了") == "AB"
        assert kept("not C, A and B") == "AB"

    def test_takes_back_the_only_number(self):
        assert kept("不是A") == kept("not A") == ""
