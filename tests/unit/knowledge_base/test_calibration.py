import json
import random
from dataclasses import replace

import numpy as np
import pytest

from knowledge_base.calibration.confidence import Calibration, Logistic
from knowledge_base.calibration.features import NAMES, features
from knowledge_base.calibration.fitting import Aim, fit, prior, threshold
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import Sample
from knowledge_base.ranking import Ranked
from knowledge_base.searcher import Query, Ranking

AIM = Aim(answer_precision=0.9, clarify_probability=0.5, out_of_scope_share=0.3)


def ranking(*scores, certain=False):
    query = Query("快递到哪了", np.zeros(4, dtype=np.float32), chinese=True)
    entries = [Ranked(i, score, score, 0.0, 1) for i, score in enumerate(scores)]
    return Ranking(query, entries, known_share=1.0, certain=certain)


def constant(probability):
    """A regression that always says the same."""
    nothing = (0.0,) * len(NAMES)
    logit = float(np.log(probability / (1 - probability)))
    return Logistic(nothing, (1.0,) * len(NAMES), nothing, logit)


def calibration(best, among_three, answer_from=0.8, clarify_from=0.5):
    return Calibration(constant(best), constant(among_three), answer_from, clarify_from, 1)


class TestBands:
    @pytest.mark.parametrize(
        ("best", "among_three", "band"),
        [
            (0.85, 0.9, "answer"),
            (0.6, 0.9, "clarify"),
            (0.2, 0.6, "clarify"),
            (0.2, 0.3, "nothing"),
        ],
    )
    def test_follow_the_two_probabilities(self, best, among_three, band):
        assert calibration(best, among_three).judge(ranking(0.9, 0.8, 0.7), 3)[1] == band

    def test_nothing_found_is_nothing(self):
        assert calibration(0.99, 0.99).judge(ranking(), 3) == ([], "nothing")

    def test_the_shops_own_words_are_certain(self):
        confidences, band = calibration(0.1, 0.1).judge(ranking(0.9, 0.8, certain=True), 2)

        assert (confidences, band) == ([1.0, 0.0], "answer")


class TestConfidences:
    def test_never_rise_and_never_exceed_one_together(self):
        confidences, _ = calibration(0.5, 0.9).judge(ranking(0.9, 0.89, 0.7, 0.69, 0.2), 5)

        assert confidences == sorted(confidences, reverse=True)
        assert sum(confidences[:3]) == pytest.approx(0.9)

    def test_are_as_many_as_asked_for(self):
        assert len(calibration(0.5, 0.9).judge(ranking(0.9, 0.8, 0.7), 1)[0]) == 1


class TestThreshold:
    SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.5])

    def test_is_the_lowest_that_keeps_the_precision(self):
        right = np.array([True, True, False, True, False])

        assert threshold(self.SCORES, right, np.ones(5), 0.75) == 0.6
        assert threshold(self.SCORES, right, np.ones(5), 0.9) == 0.8

    def test_weighs(self):
        right = np.array([True, True, False, True, False])

        assert threshold(self.SCORES, right, np.array([1, 1, 9, 1, 1.0]), 0.75) == 0.8

    def test_equal_scores_stand_or_fall_together(self):
        scores = np.array([0.9, 0.5, 0.5])

        assert threshold(scores, np.array([True, True, False]), np.ones(3), 0.9) == 0.9

    def test_is_the_precision_itself_where_no_score_keeps_it(self):
        assert threshold(self.SCORES, np.zeros(5, dtype=bool), np.ones(5), 0.9) == 0.9


def drawn(count=600):
    """Samples in which a higher cosine is right more often, as in P = cosine."""
    draw = random.Random(0)
    for number in range(count):
        cosine = draw.random()
        right = draw.random() < cosine
        values = features(ranking(cosine, cosine / 2))
        kind = "phrasing" if right else "out_of_scope"
        yield Sample(kind, number, values, right, right)


class TestFitting:
    def test_learns_that_a_nearer_phrasing_is_surer(self):
        fitted = fit(list(drawn()), AIM)

        sure, unsure = (fitted.judge(ranking(c, c / 2), 1)[0][0] for c in (0.95, 0.2))

        assert sure > 0.8
        assert unsure < 0.5

    def test_answers_of_a_higher_precision_start_higher(self):
        samples = list(drawn())

        careful, bold = (
            fit(samples, Aim(precision, 0.5, 0.3)).answer_from for precision in (0.95, 0.8)
        )

        assert careful > bold

    def test_more_out_of_scope_questions_make_it_less_sure(self):
        samples = list(drawn())

        few, many = (
            fit(samples, Aim(0.9, 0.5, share)).judge(ranking(0.6, 0.3), 1)[0][0]
            for share in (0.1, 0.6)
        )

        assert many < few

    def test_a_base_that_never_finds_the_right_entry_answers_nothing(self):
        wrong = [replace(sample, best_right=False, among_three=False) for sample in drawn()]

        confidences, band = fit(wrong, AIM).judge(ranking(0.95, 0.3), 1)

        assert band == "nothing"
        assert confidences[0] < 0.01

    def test_survives_a_file(self):
        fitted = fit(list(drawn()), AIM)

        assert Calibration.from_dict(json.loads(json.dumps(fitted.to_dict()))) == fitted

    def test_refuses_weights_of_other_features(self):
        values = prior(AIM).to_dict() | {"features": ["something else"]}

        with pytest.raises(ValueError, match="other features"):
            Calibration.from_dict(values)


class TestOutOfScope:
    def test_has_many_different_lines_in_each_language(self):
        lines = out_of_scope_lines()
        english = [line for line in lines if line.isascii()]

        assert len(english) >= 250
        assert len(lines) - len(english) >= 250
        assert len(set(lines)) == len(lines)
