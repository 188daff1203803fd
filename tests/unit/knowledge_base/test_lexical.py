import numpy as np
import pytest

from knowledge_base.errors import IndexDamagedError
from knowledge_base.lexical import LexicalIndex, best

TEXTS = ["快递到哪了", "怎么申请退款", "where is my parcel", "how do i get a refund"]


@pytest.fixture
def index():
    return LexicalIndex.build(TEXTS)


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

    def test_words_that_nobody_wrote_score_nothing(self, index):
        assert not index.scores("zzz 龘").any()

    def test_texts_of_punctuation_make_an_index_that_finds_nothing(self):
        assert LexicalIndex.build(["?!", "#"]).scores("快递").tolist() == [0, 0]


class TestKnownShare:
    def test_counts_terms_that_occur(self, index):
        assert index.known_share("快递到哪了") == 1
        assert index.known_share("zzz") == 0

    def test_leaves_phrasings_out_when_told(self, index):
        without = np.array([True, False, False, False])

        assert index.known_share("快递到哪了", without) == 0
        assert index.known_share("where is my parcel", without) == 1


class TestKeeping:
    def test_comes_back_from_its_folder(self, index, tmp_path):
        index.save(tmp_path)

        loaded = LexicalIndex.load(tmp_path)

        assert loaded.scores("怎么退款") == pytest.approx(index.scores("怎么退款"))

    @pytest.mark.parametrize("name", ["terms.json", "idf.npy", "wording.npz"])
    @pytest.mark.parametrize("content", [None, b"", b"damaged"])
    def test_refuses_a_damaged_file(self, index, tmp_path, name, content):
        index.save(tmp_path)
        (tmp_path / name).unlink()
        if content is not None:
            (tmp_path / name).write_bytes(content)

        with pytest.raises(IndexDamagedError):
            LexicalIndex.load(tmp_path)


class TestBest:
    def test_gives_the_highest_above_nothing(self):
        scores = np.array([0.1, 0.0, 0.9, 0.5], dtype=np.float32)

        assert sorted(best(scores, 2)) == [2, 3]
        assert sorted(best(scores, 10)) == [0, 2, 3]
