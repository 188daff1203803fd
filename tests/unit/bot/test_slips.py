import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slips import with_slips


class TestWithSlips:
    def test_is_the_text_itself_with_no_share(self):
        assert with_slips("where is my parcel", 0, random.Random(1)) == "where is my parcel"

    def test_spares_short_words_numbers_and_chinese(self):
        text = "my cup 1234567 快递到哪了"
        assert with_slips(text, 1, random.Random(1)) == text

    def test_is_the_same_for_the_same_seed(self):
        slips = [with_slips("where is my parcel", 0.5, random.Random(7)) for _ in range(2)]
        assert slips[0] == slips[1]

    @pytest.mark.parametrize("seed", range(20))
    def test_keeps_the_first_letter_and_loses_one_at_most(self, seed):
        slipped = with_slips("parcel", 1, random.Random(seed))
        assert slipped[0] == "p"
        assert len(slipped) in (5, 6, 7)
        assert set(slipped) <= set("parcel")

    @given(st.text(), st.integers())
    def test_takes_any_text(self, text, seed):
        with_slips(text, 1, random.Random(seed))
