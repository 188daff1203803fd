import numpy as np
import pytest

from knowledge_base.calibration.features import NAMES
from knowledge_base.calibration.fitting import shipped_model
from knowledge_base.calibration.model import Model


class TestProbabilities:
    def test_of_the_kinds_add_up_to_one(self):
        features = np.zeros((3, len(NAMES)))

        kinds = shipped_model("learnt").kinds(features)

        assert kinds.shape == (3, 3)
        assert kinds.sum(axis=1) == pytest.approx(np.ones(3))

    def test_one_of_three_is_right_at_least_as_often_as_the_best(self):
        features = np.random.default_rng(0).normal(size=(50, len(NAMES)))

        best, among_three = shipped_model("nearest").right(features)

        assert (among_three >= best).all()


class TestFile:
    def test_refuses_weights_of_other_features(self):
        values = shipped_model("learnt").to_dict() | {"features": ["something else"]}

        with pytest.raises(ValueError, match="other features"):
            Model.from_dict(values)

    def test_refuses_a_wrong_number_of_weights(self):
        values = shipped_model("learnt").to_dict() | {"near": [0.0]}

        with pytest.raises(ValueError, match="wrong number"):
            Model.from_dict(values)
