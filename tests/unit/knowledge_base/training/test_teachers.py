import numpy as np
import pytest

from knowledge_base.training.pairs import training_pairs
from knowledge_base.training.sources import Pair
from knowledge_base.training.teachers import Space, Teachers

WIDTH = 8


class Teacher:
    """A vector for each text, always the same one."""

    def words(self):
        return []

    def encode(self, texts):
        rows = [np.random.default_rng(list(text.encode())).normal(size=WIDTH) for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(-1, WIDTH)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class OneLanguageEach(Teacher):
    """Besides that, tells every Chinese text from every English one in its first number."""

    def encode(self, texts):
        vectors = super().encode(texts)
        vectors[:, 0] = [100 if text.isascii() else -100 for text in texts]
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def teachers():
    return Teachers(english=Teacher(), bilingual=OneLanguageEach())


def pairs_of(*rows):
    pairs = [Pair(a, b, "", "", "x") for a, b in rows]
    return training_pairs({"tatoeba_zh_en": pairs})


class TestTexts:
    def test_chinese_means_to_the_english_teacher_what_its_english_side_means(self, teachers):
        vectors = teachers.of_texts(pairs_of(("在哪", "where is it"), ("你好", "hello")))

        assert vectors[0, WIDTH:] == pytest.approx(vectors[1, WIDTH:])

    def test_chinese_without_an_english_side_means_nothing_to_the_english_teacher(self, teachers):
        vectors = teachers.of_texts(pairs_of(("在哪", "哪儿"), ("你好", "hello")))

        assert not vectors[0, WIDTH:].any()
        assert vectors[0, :WIDTH].any()

    def test_what_all_texts_of_a_language_have_in_common_is_taken_away(self, teachers):
        vectors = teachers.of_texts(pairs_of(("在哪", "where is it"), ("你好", "hello")))

        assert np.abs(vectors[:, 0]).max() < 0.9


class TestPieces:
    def test_chinese_means_to_the_english_teacher_what_its_glosses_mean(self, teachers):
        pieces = ["退货", "天", "return"]

        vectors = teachers.of_pieces(pieces, {"退货": ["return"], "天": ["sky"]})
        swapped = teachers.of_pieces(pieces, {"退货": ["sky"], "天": ["return"]})

        assert vectors[0, WIDTH:] == pytest.approx(swapped[1, WIDTH:])
        assert vectors[0, WIDTH:] != pytest.approx(swapped[0, WIDTH:])

    def test_a_sign_means_nothing(self, teachers):
        vectors = teachers.of_pieces(["?", "return", "go"], {})

        assert not vectors[0].any()
        assert vectors[1].any()


class TestSpace:
    def test_keeps_the_directions_in_which_vectors_differ(self):
        vectors = np.array([[1, 0, 0], [-1, 0, 0], [0, 0, 0.01]], dtype=np.float32)

        found = Space.of(vectors, 1).project(vectors)

        assert found.shape == (3, 1)
        assert np.abs(found[:2]).min() == pytest.approx(1)

    def test_leaves_a_row_of_zeros(self):
        space = Space.of(np.eye(3, dtype=np.float32), 2)

        assert not space.project(np.zeros((1, 3), dtype=np.float32)).any()
