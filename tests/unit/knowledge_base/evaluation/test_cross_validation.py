from knowledge_base.calibration.confidence import Aim
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.evaluation.cross_validation import FEWEST, evaluate
from tests.fakes.calibrations import samples

AIM = Aim(answer_precision=0.8, clarify_probability=0.5, out_of_scope_share=None)
START = shipped_model("learnt")


def evaluated(several):
    return evaluate(several, fit(several, AIM, START), AIM, START)


def test_judges_each_language_that_has_enough_questions():
    (chinese,) = evaluated(list(samples()))

    assert (chinese.language, chinese.questions) == ("zh", 300)
    assert chinese.precision > 0.6
    assert chinese.answered >= chinese.answered_rightly > chinese.wrongly
    assert chinese.error < 0.2


def test_too_few_questions_are_not_judged():
    assert evaluated(list(samples(3 * FEWEST - 3))) == []
