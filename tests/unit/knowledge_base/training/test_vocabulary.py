import math
from collections import Counter

from knowledge_base.training.vocabulary import PieceLimits, choose_pieces, count_words

LIMITS = PieceLimits(english=3, chinese=2, characters=3)


def choose(counts, *, dictionary=(), english_words=(), limits=LIMITS):
    return dict(
        choose_pieces(
            Counter(counts), dictionary=dictionary, english_words=english_words, limits=limits
        )
    )


class TestCountWords:
    def test_counts_by_the_weight_of_the_text(self):
        counts = count_words([("my parcel", 2.0), ("parcel!", 0.5)])

        assert counts["parcel"] == 2.5
        assert counts["my"] == 2.0

    def test_cuts_chinese_into_words(self):
        assert count_words([("我的快递", 1.0)])["快递"] == 1.0


class TestChoosePieces:
    def test_keeps_the_most_frequent_words_of_each_kind(self):
        pieces = choose(
            {"parcel": 9, "order": 8, "late": 7, "rare": 3, "快递": 5, "订单": 4, "到货": 3}
        )

        assert {"parcel", "order", "late", "快递", "订单"} <= set(pieces)
        assert "rare" not in pieces
        assert "到货" not in pieces

    def test_takes_further_english_words_by_their_rank(self):
        pieces = choose({"parcel": 9}, english_words=["the", "of", "parcel", "seldom"])

        assert {"parcel", "the", "of"} <= set(pieces)
        assert "seldom" not in pieces

    def test_always_has_letters_and_the_sign_for_numbers(self):
        assert {"0", "a", "z", "?", "？"} <= set(choose({"parcel": 9}))

    def test_gives_log_probabilities_that_sum_to_one(self):
        pieces = choose({"parcel": 9, "快递": 5})

        assert math.isclose(sum(math.exp(score) for score in pieces.values()), 1.0)

    def test_gives_the_same_order_whatever_the_order_of_the_counts(self):
        counts = {"parcel": 9, "order": 9, "快递": 5, "订单": 5}

        assert list(choose(counts)) == list(choose(dict(reversed(counts.items()))))
