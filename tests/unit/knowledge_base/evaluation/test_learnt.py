import numpy as np
import pytest

from knowledge_base.calibration.confidence import Aim
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.evaluation.curves import calibration_error
from knowledge_base.evaluation.learnt import FEWEST, learnt
from tests.fakes.calibrations import ranking, samples

AIM = Aim(answer_precision=0.9, clarify_probability=None, out_of_scope_share=None)
ASKED = [evidence(ranking(0.3 + 0.007 * n, 0.2, in_scope=0.9)) for n in range(100)]


@pytest.fixture(scope="module")
def fitted():
    return fit(list(samples()), AIM, shipped_model("learnt"))


def outcomes(right, count=200):
    chance = np.random.default_rng(0)
    scores = chance.uniform(0.6, 1.0, count)
    return [
        Outcome(evidence(ranking(score, 0.2, in_scope=0.9)), bool(came))
        for score, came in zip(scores, chance.uniform(size=count) < right, strict=True)
    ]


class TestLearnt:
    def test_confidence_comes_nearer_to_what_came_out(self, fitted):
        found = learnt(fitted, ASKED, AIM, outcomes(right=0.4))

        assert found.came == pytest.approx(0.4, abs=0.1)
        assert calibration_error(found.after) < calibration_error(found.before) - 0.1

    def test_says_so_in_words(self, fitted):
        found = learnt(fitted, ASKED, AIM, outcomes(right=0.4))

        assert found.sentence.startswith(f"Of {found.count} questions whose outcome is known")

    def test_a_few_outcomes_are_not_judged(self, fitted):
        assert learnt(fitted, ASKED, AIM, outcomes(0.4, FEWEST - 1)) is None
