import random

import numpy as np
import pytest

from knowledge_base.calibration.confidence import Aim
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.evaluation.forecast import Questions, forecast, forecasts, in_words
from tests.fakes.calibrations import constant_calibration, ranking, samples

AIM = Aim(answer_precision=0.9, clarify_probability=None, out_of_scope_share=None)


def asked(count=300):
    draw = random.Random(2)
    for _ in range(count):
        score = draw.uniform(0.05, 1)
        yield evidence(ranking(score, score / 2, in_scope=score - 0.5))


@pytest.fixture(scope="module")
def several():
    return list(samples())


@pytest.fixture(scope="module")
def fitted(several):
    return fit(several, AIM, shipped_model("learnt"))


def test_every_question_is_answered_asked_back_or_handed_over(fitted):
    found = forecast(fitted, Questions.of_visitors(list(asked())), AIM)

    whole = found.answered.value + found.asked_back.value + found.handed_over.value
    assert whole == pytest.approx(100)
    assert found.wrong.low < found.wrong.value < found.wrong.high < found.answered.value


def test_the_wrong_are_those_that_the_confidence_expects():
    questions = Questions.of_visitors([evidence(ranking(0.5))] * 100)
    aim = Aim(answer_precision=0.5, clarify_probability=None, out_of_scope_share=0.5)

    found = forecast(constant_calibration(0.8, 0.9), questions, aim)

    assert (found.answered.value, found.wrong.value) == (100, pytest.approx(20))


def test_a_lower_target_answers_more(fitted):
    own, *others = forecasts(fitted, Questions.of_visitors(list(asked())), AIM)

    answered = {one.target: one.answered.value for one in (own, *others)}
    assert own.target == 0.9
    assert answered[0.8] >= answered[0.85] >= answered[0.9] >= answered[0.95]


def test_without_visitors_the_shops_phrasings_count_as_they_are_expected(several, fitted):
    questions = Questions.of_samples(several, fitted.shares)

    assert np.sum(questions.weights) == pytest.approx(1)
    assert forecast(fitted, questions, AIM).answer_from == fitted.answer_from


def test_says_it_in_words(fitted):
    questions = Questions.of_visitors(list(asked()))

    first, second, *others = in_words(forecasts(fitted, questions, AIM), questions)

    assert first.startswith("Of 100 questions ")
    assert "the last 300 questions of visitors" in second
    assert [line.split()[2] for line in others] == ["0.8", "0.85", "0.95"]
