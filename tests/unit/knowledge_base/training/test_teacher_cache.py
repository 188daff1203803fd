import numpy as np
import pytest

from knowledge_base.training.teacher_cache import TeacherCache


class Asked:
    """Answers with the length of a text, and remembers what it was asked."""

    def __init__(self):
        self.texts = []

    def __call__(self, texts):
        self.texts += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


@pytest.fixture
def ask():
    return Asked()


class TestTeacherCache:
    def test_gives_the_vectors_in_the_asked_order(self, tmp_path, ask):
        vectors = TeacherCache(tmp_path).encode(["three", "a", "two"], ask)

        assert vectors[:, 0].tolist() == [5.0, 1.0, 3.0]

    def test_asks_for_nothing_twice_across_runs(self, tmp_path, ask):
        TeacherCache(tmp_path).encode(["a", "bb", "a"], ask)

        vectors = TeacherCache(tmp_path).encode(["bb", "ccc"], ask)

        assert sorted(ask.texts) == ["a", "bb", "ccc"]
        assert vectors[:, 0].tolist() == [2.0, 3.0]
