import numpy as np
import pytest

from knowledge_base.errors import IndexDamagedError
from knowledge_base.search.exact_index import ExactIndex

TEXTS = ["where is my parcel", "快递到哪了", "where is my parcel?", "refund"]
OWNERS = np.array([0, 0, 1, 2])


@pytest.fixture
def questions():
    return ExactIndex.from_texts(TEXTS, OWNERS)


class TestEntries:
    def test_are_all_that_have_the_question(self, questions):
        assert questions.entries("where is my parcel") == {0, 1}
        assert questions.entries("refund") == {2}

    @pytest.mark.parametrize("text", ["快递到哪了？", " 快递到哪了", "快递到哪了!"])
    def test_do_not_depend_on_punctuation(self, questions, text):
        assert questions.entries(text) == {0}

    @pytest.mark.parametrize("text", ["", "where is my", "zzz"])
    def test_are_none_for_an_unknown_question(self, questions, text):
        assert questions.entries(text) == set()

    def test_are_none_of_an_empty_base(self):
        assert ExactIndex.from_texts([], np.zeros(0, np.int64)).entries("refund") == set()


class TestKeeping:
    def test_comes_back_from_its_folder(self, questions, tmp_path):
        questions.save(tmp_path)

        assert ExactIndex.load(tmp_path, OWNERS).entries("refund") == {2}

    @pytest.mark.parametrize("content", [None, b"", b"damaged"])
    def test_refuses_a_damaged_file(self, tmp_path, content):
        if content is not None:
            (tmp_path / "exact.npy").write_bytes(content)

        with pytest.raises(IndexDamagedError):
            ExactIndex.load(tmp_path, OWNERS)

    def test_refuses_the_questions_of_another_base(self, questions, tmp_path):
        questions.save(tmp_path)

        with pytest.raises(IndexDamagedError):
            ExactIndex.load(tmp_path, OWNERS[:2])
