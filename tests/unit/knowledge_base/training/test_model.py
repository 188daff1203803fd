import numpy as np

from knowledge_base.training.model import compressed


def cosines(vectors):
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit @ unit.T


class TestCompressed:
    def test_keeps_similarities_when_the_directions_suffice(self):
        random = np.random.default_rng(1)
        flat = random.normal(size=(40, 3)) @ random.normal(size=(3, 10))
        vectors = flat.astype(np.float32)

        small = compressed(vectors, importance=np.ones(40, np.float32), dimensions=3)

        assert small.shape == (40, 3)
        assert small.dtype == np.float16
        assert np.allclose(cosines(small.astype(np.float32)), cosines(vectors), atol=0.01)

    def test_keeps_the_direction_of_what_counts(self):
        vectors = np.array([[10.0, 0.0], [0.0, 1.0]], dtype=np.float32)
        importance = np.array([0.0001, 1.0], dtype=np.float32)

        small = compressed(vectors, importance=importance, dimensions=1).astype(np.float32)

        assert abs(small[1, 0]) > abs(small[0, 0])
