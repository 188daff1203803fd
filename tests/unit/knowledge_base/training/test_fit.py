import numpy as np
import pytest

from knowledge_base.training.fit import Bags, FitSettings, fit
from knowledge_base.training.pairs import TrainingPairs

SETTINGS = FitSettings(steps=60, batch=8, rate=0.05, seed=3)


@pytest.fixture
def world():
    """Four texts of one piece each: 0 means 1, and 2 means 3."""
    random = np.random.default_rng(0)
    taught = np.repeat(np.eye(6, dtype=np.float32)[:2], 2, axis=0)
    return {
        "start": random.normal(size=(4, 6)).astype(np.float32),
        "bags": Bags(np.arange(4), np.arange(5)),
        "pairs": TrainingPairs(
            ["a", "b", "c", "d"],
            np.array([0, 2]),
            np.array([1, 3]),
            np.array([0, 1]),
            np.array([0.5, 0.5]),
        ),
        "meanings": taught,
        "settings": SETTINGS,
    }


def cosine(a, b):
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


class TestFit:
    def test_brings_pairs_together_and_others_apart(self, world):
        vectors = fit(**world)

        assert cosine(vectors[0], vectors[1]) > 0.9
        assert cosine(vectors[0], vectors[2]) < 0.5

    def test_gives_the_same_vectors_again(self, world):
        assert np.array_equal(fit(**world), fit(**world))

    def test_leaves_the_start_vectors_alone(self, world):
        before = world["start"].copy()

        fit(**world)

        assert np.array_equal(world["start"], before)


class TestBags:
    def test_selects_the_pieces_of_the_asked_texts_in_their_order(self):
        bags = Bags(np.array([5, 6, 7, 8, 9]), np.array([0, 2, 2, 5]))

        ids, offsets = bags.select(np.array([2, 1, 0]))

        assert ids.tolist() == [7, 8, 9, 5, 6]
        assert offsets.tolist() == [0, 3, 3]
