import numpy as np
import pytest

from knowledge_base.calibration.features import NAMES
from knowledge_base.calibration.regression import fit

START = np.zeros((1, len(NAMES) + 1))


def drawn(sign, count=400):
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(count, len(NAMES)))
    right = (sign * rows[:, 0] + chance.normal(size=count) > 0).astype(np.int64)
    return rows, right


def test_learns_the_weight_of_evidence():
    rows, right = drawn(1)

    weights = fit(rows, right, np.ones(len(rows)), START, np.array([1]))

    assert weights.shape == START.shape
    assert weights[0, 0] > 0.5


def test_evidence_never_speaks_against():
    rows, right = drawn(-1)

    weights = fit(rows, right, np.ones(len(rows)), START, np.array([1]))

    assert weights[0, 0] == pytest.approx(0)


def test_few_samples_stay_near_the_start():
    rows, right = drawn(1, count=4)
    start = np.full_like(START, 2.0)

    weights = fit(rows, right, np.ones(4), start, np.array([1]))

    assert np.abs(weights[0, :-1] - 2).max() < 0.2
