import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.errors import IndexDamagedError
from knowledge_base.search.lexical_index import (
    LexicalIndex,
    best,
)

TEXTS = ["快递到哪了", "怎么申请退款", "where is my parcel", "how do i get a refund"]


@pytest.fixture
def index():
    return LexicalIndex.from_texts(TEXTS)


class TestScores:
    @pytest.mark.parametrize("number", range(len(TEXTS)))
    def test_a_phrasing_is_like_itself_most_of_all(self, index, number):
        scores = index.scores(TEXTS[number])

        assert scores[number] == pytest.approx(1.0, abs=1e-5)
        assert np.argmax(scores) == number

    def test_a_word_within_a_chinese_sentence_is_found(self, index):
        assert np.argmax(index.scores("我要退款")) == 1

    def test_a_mistyped_word_is_found(self, index):
        assert np.argmax(index.scores("refnd how get")) == 3

    def test_unknown_words_score_nothing(self, index):
        assert not index.scores("zzz 龘").any()

    def test_texts_of_punctuation_make_an_index_that_finds_nothing(self):
        assert LexicalIndex.from_texts(["?!", "#"]).scores("快递").tolist() == [0, 0]


class TestFurtherTexts:
    FURTHER = ("where is the nearest pizza", "彩票开奖")

    def test_follow_the_others_and_change_no_score_of_theirs(self, index):
        both = LexicalIndex.from_texts(TEXTS, self.FURTHER)

        assert len(both) == len(TEXTS) + len(self.FURTHER)
        assert both.scores("where is it")[: len(TEXTS)] == pytest.approx(
            index.scores("where is it"), abs=1e-6
        )

    def test_bring_no_terms_of_their_own(self):
        both = LexicalIndex.from_texts(TEXTS, self.FURTHER)

        assert both.scores("where is it")[4] > 0
        assert not both.scores("彩票 pizza").any()

    def test_can_be_left_out_again(self, index):
        both = LexicalIndex.from_texts(TEXTS, self.FURTHER)

        without_first = both.without(np.array([4]))

        assert len(without_first) == len(TEXTS) + 1
        assert without_first.scores("where is my parcel") == pytest.approx(
            np.delete(both.scores("where is my parcel"), 4), abs=1e-6
        )


class TestTakingOver:
    WORDS = ("快递", "退款", "退", "parcel", "parcels", "refund", "my", "?", "")

    texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=6)

    @given(old=texts, new=texts, further=texts, kept=st.lists(st.integers(0, 5), max_size=6))
    def test_is_the_same_as_a_new_index(self, old, new, further, kept):
        same = [number for number in kept if number < len(old)] + [-1] * len(new)
        texts = [old[number] for number in same if number >= 0] + new
        before = LexicalIndex.from_texts(old, further)

        taken = LexicalIndex.from_texts(
            texts, further, previous=before, previous_rows=np.array(same, np.int64)
        )
        fresh = LexicalIndex.from_texts(texts, further)

        assert len(taken) == len(fresh)
        for text in (*old, *new, *further):
            assert taken.scores(text) == pytest.approx(fresh.scores(text), abs=1e-5)

    def test_looks_at_new_texts_only(self, index):
        same = np.array([2, -1, 0])

        taken = LexicalIndex.from_texts(
            ["unread", "优惠券", "unread"], previous=index, previous_rows=same
        )

        assert taken.scores("where is my parcel")[0] == pytest.approx(1, abs=1e-5)
        assert not taken.scores("unread").any()
        assert taken.scores("优惠券")[1] == pytest.approx(1, abs=1e-5)

    def test_forgets_terms_that_are_nowhere_any_more(self, index):
        taken = LexicalIndex.from_texts(["a", "b"], previous=index, previous_rows=np.array([0, 1]))

        assert not taken.scores("refund").any()


class TestLikenessOfStoredTexts:
    @pytest.mark.parametrize("number", range(len(TEXTS)))
    def test_is_the_score_of_asking_for_one(self, index, number):
        expected = index.scores(TEXTS[number])

        assert index.alike(np.array([number]), np.arange(len(TEXTS))[None])[0] == pytest.approx(
            expected, abs=1e-5
        )
        assert index.alike_all(np.array([number]))[0] == pytest.approx(expected, abs=1e-5)


class TestKeeping:
    def test_comes_back_from_its_folder(self, index, tmp_path):
        index.save(tmp_path)

        loaded = LexicalIndex.load(tmp_path)

        assert loaded.scores("怎么退款") == pytest.approx(index.scores("怎么退款"))

    @pytest.mark.parametrize("content", [None, b"", b"damaged"])
    def test_refuses_a_damaged_file(self, index, tmp_path, content):
        index.save(tmp_path)
        (tmp_path / "wording.npz").unlink()
        if content is not None:
            (tmp_path / "wording.npz").write_bytes(content)

        with pytest.raises(IndexDamagedError):
            LexicalIndex.load(tmp_path)


class TestBest:
    def test_gives_the_highest_above_nothing(self):
        scores = np.array([0.1, 0.0, 0.9, 0.5], dtype=np.float32)

        assert sorted(best(scores, 2)) == [2, 3]
        assert sorted(best(scores, 10)) == [0, 2, 3]

    @pytest.mark.parametrize("count", [0, 63, 64, 1000, 10_000])
    @pytest.mark.parametrize("share", [0.0, 0.01, 1.0])
    def test_gives_the_highest_of_many(self, count, share):
        draw = np.random.default_rng(count)
        scores = draw.random(count, dtype=np.float32).round(2)
        scores[draw.random(count) >= share] = 0

        found = scores[best(scores, 5)]

        assert sorted(found) == sorted(scores[scores > 0])[-5:]
