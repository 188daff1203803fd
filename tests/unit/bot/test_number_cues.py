import pytest

from bot.number_cues import Cue, is_year, nearest_cue


def cue(marked):
    """The cue of the number between the bars of ``marked``."""
    before, number, after = marked.split("|")
    return nearest_cue(before + number + after, len(before), len(before + number))


class TestNearestCue:
    @pytest.mark.parametrize(
        ("marked", "expected"),
        [
            ("订单|1042|", Cue.ORDER),
            ("|1042|这个订单", Cue.ORDER),
            ("|1042| is my order from 2025", Cue.ORDER),
            ("my phone is 8000, order |1042|", Cue.ORDER),
            ("尾号|8000|", Cue.PHONE),
            ("手机后四码 |8000|", Cue.PHONE),
            ("tracking number |7730123456|", Cue.PARCEL),
            ("我的身份证号是|110101199003074512|", Cue.OTHER),
            ("型号4829的订单|1042|", Cue.ORDER),
            ("订单尾号|0001|", Cue.ORDERS_END),
            ("my order ending in |0001|", Cue.ORDERS_END),
            ("order RL2611200001 ending in |0001|", Cue.PHONE),
            ("the last 4 digits of my order are |0001|", Cue.ORDERS_END),
            ("订单的手机尾号|0001|", Cue.PHONE),
            ("优惠券|NEWYEAR1|", Cue.OTHER),
            ("order code |AB12CD34|", Cue.ORDER),
            ("|1042|和1043两张订单", Cue.ORDER),
            ("|1042|订单的包裹LX123456785CN", Cue.ORDER),
            ("#1042, |8000|", None),
            ("it says |1042|", None),
        ],
    )
    def test_is_what_the_words_beside_the_number_say(self, marked, expected):
        assert cue(marked) is expected

    @pytest.mark.parametrize("marked", ["|1042| 尾号8000", "|1042| my phone ends in 8000"])
    def test_leaves_the_next_number_its_words(self, marked):
        assert cue(marked) is None


class TestIsYear:
    @pytest.mark.parametrize(
        ("text", "alone", "in_order"),
        [
            ("my order from 2025", True, True),
            ("order placed May 2025", True, True),
            ("summer of 2025", True, False),
            ("refund of 1042", True, False),
            ("since 1042", True, False),
            ("order 2025", False, False),
        ],
    )
    def test_counts_less_where_words_speak_of_an_order(self, text, alone, in_order):
        place = len(text) - 4, len(text)
        assert is_year(text, *place) is alone
        assert is_year(text, *place, in_order=True) is in_order
