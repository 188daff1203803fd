import numpy as np
import pytest
from scipy.special import expit, logit

from bench.understanding.visitors import Question, outcomes_of_visitors, precision, served
from knowledge_base.calibration.confidence import Aim
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.fitting import fit, shipped_model
from tests.fakes.calibrations import ranking, samples

AIM = Aim(answer_precision=0.9, clarify_probability=None, out_of_scope_share=None)
DRAWS = 8


@pytest.fixture(scope="module")
def fitted():
    return fit(list(samples()), AIM, shipped_model("learnt"))


def asked(fitted, offset, seed, count=400):
    """Questions of a shop whose true log-odds are higher by ``offset`` than its confidence says."""
    chance = np.random.default_rng(seed)
    found = [
        evidence(ranking(0.3 + 0.7 * score, 0.2, in_scope=0.9 if score > 0.2 else -0.5))
        for score in chance.uniform(size=count)
    ]
    confidences, among_three = fitted.adapted(found, AIM).probabilities(found)
    best = chance.uniform(size=count) < expit(logit(confidences) + offset)
    other = chance.uniform(size=count) < (among_three - confidences)
    return [
        Question(one, (bool(first), bool(second and not first), False))
        for one, first, second in zip(found, best, other, strict=True)
    ]


class TestLearningFromVisitors:
    @pytest.mark.parametrize("count", [25, 100])
    @pytest.mark.parametrize("offset", [-1.0, 0.0, 1.0])
    def test_costs_no_more_than_a_point_of_precision(self, fitted, offset, count):
        plain, taught = [], []
        for draw in range(DRAWS):
            earlier, later = (asked(fitted, offset, seed) for seed in (draw, 100 + draw))
            questions = [question.evidence for question in later]
            without = fitted.adapted(questions, AIM)
            known = outcomes_of_visitors(served(without, earlier), count, draw)
            plain += served(without, later)
            taught += served(fitted.adapted(questions, AIM, known), later)

        assert precision(taught) >= min(AIM.answer_precision, precision(plain)) - 0.01

    def test_none_of_them_changes_nothing(self, fitted):
        questions = asked(fitted, 0.0, 0)

        assert outcomes_of_visitors(served(fitted, questions), 0, 0) == []

    def test_are_the_same_for_the_same_draw(self, fitted):
        questions = served(fitted, asked(fitted, 0.0, 0))

        first, again, other = (outcomes_of_visitors(questions, 25, draw) for draw in (1, 1, 2))

        labels = [[(one.right, one.doubt) for one in found] for found in (first, again, other)]
        assert labels[0] == labels[1] != labels[2]
