"""Duplicates, contradictions and questions that two entries would win, by made-up vectors."""

import time

import numpy as np
import pytest

from knowledge_base.importing.checking.duplicates import (
    NEAR,
    NEAR_ACROSS,
    SAME,
    SAME_BY_ANSWER,
    WINS,
    Phrasings,
    compare_phrasings,
)
from knowledge_base.importing.report import BINS


class Shop:
    """Phrasings as (entry, language, text), answers by entry, and cosines by pair of numbers."""

    def __init__(self, phrasings, answers):
        keys = list(answers)
        self.phrasings = Phrasings(
            [text for _, _, text in phrasings],
            [language for _, language, _ in phrasings],
            np.array([keys.index(entry) for entry, _, _ in phrasings]),
            keys,
            lambda number: answers[keys[number]],
        )

    def compare(self, *rows):
        """``rows``: of each phrasing its (neighbour, cosine) pairs."""
        nearest = np.array([[n for n, _ in row] for row in rows], np.int64)
        cosines = np.array([[c for _, c in row] for row in rows], np.float32)
        return compare_phrasings(self.phrasings, np.arange(len(rows)), nearest, cosines)


def two(question, other, answers, cosine, languages=("zh", "zh")):
    """Findings of the first of two phrasings, each of an entry of its own."""
    first, second = answers
    shop = Shop(
        [("a", languages[0], question), ("b", languages[1], other)], {"a": first, "b": second}
    )
    return shop.compare([(0, 1.0), (1, cosine)]).reasons.get(0, [])


def code(*arguments, **named):
    return [reason.code for reason in two(*arguments, **named)]


ALIKE = ({"zh": "在订单页点“退货”，填原因后提交。"}, {"zh": "请在订单页点“退货”，填写原因后提交。"})
OTHER = ({"zh": "在订单页点“退货”。"}, {"zh": "联系客服，由客服代为办理。"})
DAYS = ({"zh": "签收后7天内可以退货"}, {"zh": "签收后15天内可以退货"})
YES_NO = ({"en": "Yes, cards of all kinds."}, {"en": "No, bank transfers are all there is."})


class TestNearDuplicates:
    def test_have_near_questions_and_one_answer(self):
        (reason,) = two("怎么退货", "如何退货", ALIKE, NEAR + 0.01)

        assert reason.code == "near_duplicate"
        assert (reason.other, reason.score) == ("b", pytest.approx(NEAR + 0.01, abs=0.001))
        assert "如何退货" in reason.text

    def test_are_not_said_below_the_threshold(self):
        assert code("怎么退货", "如何退货", ALIKE, NEAR - 0.01) == []

    def test_with_answers_in_other_words_need_one_question(self):
        assert code("怎么退货", "如何退货", OTHER, SAME - 0.05) == []
        assert code("怎么退货", "如何退货", OTHER, SAME + 0.01) == ["near_duplicate"]

    def test_are_found_across_languages(self):
        answers = ({"zh": "7天内可以退货"}, {"en": "Within seven days."})
        languages = ("zh", "en")

        found = code("怎么退货", "how to return", answers, NEAR_ACROSS + 0.01, languages=languages)

        assert found == ["near_duplicate"]
        assert (
            code("怎么退货", "how to return", answers, NEAR_ACROSS - 0.01, languages=languages)
            == []
        )


class TestContradictions:
    def test_the_same_words_with_other_answers(self):
        assert code("怎么退货", "怎么退货", OTHER, 1.0) == ["contradictory_answers"]

    def test_one_question_with_yes_and_no(self):
        assert code("cards?", "do you take cards", YES_NO, SAME + 0.01) == ["contradictory_answers"]
        assert code("cards?", "do you take cards", YES_NO, SAME_BY_ANSWER + 0.01) == []

    def test_one_answer_with_other_figures_shows_that_the_question_is_one(self):
        found = code("多久内能退", "几天内可以退", DAYS, SAME_BY_ANSWER + 0.01)

        assert found == ["contradictory_answers"]

    @pytest.mark.parametrize(
        ("question", "other"),
        [
            ("iphone 13手机壳有吗", "iphone 14手机壳有吗"),
            ("s码有货吗", "m码有货吗"),
            ("发货前怎么改地址", "发货后怎么改地址"),
            ("can i cancel before dispatch?", "can i cancel after dispatch?"),
            ("can i return it after 7 days?", "can i return it after 30 days?"),
        ],
    )
    def test_are_not_said_of_what_the_vectors_cannot_tell_apart(self, question, other):
        assert code(question, other, DAYS, 0.99) == []


class TestTwoEntriesThatWin:
    def shop(self):
        phrasings = [("a", "en", "discount code?"), ("a", "en", "how to get a code")]
        phrasings.append(("b", "en", "i have a discount code"))
        return Shop(phrasings, {"a": {"en": "Sign up."}, "b": {"en": "Type it at checkout."}})

    def test_the_other_entry_is_nearer_than_the_own_one(self):
        found = self.shop().compare([(0, 1.0), (2, WINS + 0.02), (1, WINS + 0.01)])

        assert [reason.code for reason in found.reasons[0]] == ["two_entries_win"]

    def test_the_own_entry_is_nearer(self):
        assert not self.shop().compare([(0, 1.0), (1, WINS + 0.03), (2, WINS + 0.02)]).reasons

    def test_the_other_entry_is_not_near(self):
        assert not self.shop().compare([(0, 1.0), (2, WINS - 0.01), (1, 0.5)]).reasons


class TestSimilarity:
    def test_counts_the_nearest_phrasing_of_another_entry(self):
        shop = Shop([("a", "zh", "甲"), ("a", "zh", "乙"), ("b", "zh", "丙")], {"a": {}, "b": {}})

        found = shop.compare([(0, 1.0), (1, 0.9), (2, 0.52)], [(1, 1.0), (0, 0.9), (-1, -1.0)])

        # Of the second, only the own entry was found: at most as near as what was found last.
        assert found.similarity[int(0.52 * BINS)] == 1
        assert found.similarity[int(0.9 * BINS)] == 1
        assert found.similarity.sum() == 2

    def test_counts_nothing_where_there_is_one_entry(self):
        shop = Shop([("a", "zh", "甲"), ("a", "zh", "乙")], {"a": {}})

        assert shop.compare([(0, 1.0), (1, 0.9)]).similarity.sum() == 0

    def test_takes_an_empty_batch(self):
        shop = Shop([("a", "zh", "甲"), ("b", "zh", "乙")], {"a": {}, "b": {}})
        nothing = np.zeros((0, 3))

        found = compare_phrasings(
            shop.phrasings,
            np.zeros(0, np.int64),
            nothing.astype(np.int64),
            nothing.astype(np.float32),
        )

        assert (found.reasons, found.similarity.sum()) == ({}, 0)


def test_a_large_import_takes_seconds():
    count, k = 20_000, 10
    chance = np.random.default_rng(0)
    phrasings = Phrasings(
        [f"question {'abcdefghij'[number % 10]}" for number in range(count)],
        ["en"] * count,
        chance.integers(0, 4_000, count),
        [f"entry-{number}" for number in range(4_000)],
        lambda number: {"en": f"Answer {number % 50} of the shop, in so many words."},
    )
    nearest = chance.integers(0, count, (count, k))
    cosines = -np.sort(-chance.uniform(0.3, 0.95, (count, k)).astype(np.float32), axis=1)
    cosines[chance.random(count) < 0.9] *= 0.8

    start = time.monotonic()
    found = compare_phrasings(phrasings, np.arange(count), nearest, cosines)

    assert found.similarity.sum() == count
    assert time.monotonic() - start < 15
