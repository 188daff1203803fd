import json
import random
from dataclasses import replace

import pytest

from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.outcomes import Outcome
from tests.fakes.calibrations import constant_calibration, ranking, samples

SCORES = [step / 100 for step in range(20, 100)]
AIM = Aim(answer_precision=0.9, clarify_probability=0.5, out_of_scope_share=None)


class TestBands:
    @pytest.mark.parametrize(
        ("best", "among_three", "band"),
        [
            (0.85, 0.9, "answer"),
            (0.6, 0.9, "clarify"),
            (0.2, 0.6, "clarify"),
            (0.2, 0.3, "hand_off"),
        ],
    )
    def test_follow_the_two_probabilities(self, best, among_three, band):
        assert constant_calibration(best, among_three).judge(ranking(0.9, 0.8, 0.7), 3)[1] == band

    def test_nothing_found_is_handed_off(self):
        assert constant_calibration(0.99, 0.99).judge(ranking(), 3) == ([], "hand_off")

    def test_the_shops_own_words_are_certain(self):
        confidences, band = constant_calibration(0.1, 0.1).judge(ranking(0.9, 0.8, certain=True), 2)

        assert (confidences, band) == ([1.0, 0.0], "answer")


class TestConfidences:
    def test_never_rise_and_never_exceed_one_together(self):
        confidences, _ = constant_calibration(0.5, 0.9).judge(ranking(0.9, 0.89, 0.7, 0.69, 0.2), 5)

        assert confidences == sorted(confidences, reverse=True)
        assert sum(confidences[:3]) == pytest.approx(0.9)

    def test_are_as_many_as_asked_for(self):
        assert len(constant_calibration(0.5, 0.9).judge(ranking(0.9, 0.8, 0.7), 1)[0]) == 1


class TestAdapting:
    def asked(self, share_out, count=400):
        draw = random.Random(1)
        for _ in range(count):
            if draw.random() < share_out:
                yield evidence(ranking(0.05, 0.02, in_scope=-0.9))
            else:
                yield evidence(ranking(draw.uniform(0.5, 1), 0.2, in_scope=0.9))

    def test_estimates_how_many_are_out_of_scope(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))

        few, many = (fitted.adapted(list(self.asked(share)), AIM).shares[0] for share in (0.1, 0.8))

        assert few > 0.75
        assert many < 0.4

    def test_keeps_the_share_that_the_shop_has_set(self):
        aim = replace(AIM, out_of_scope_share=0.4)
        fitted = fit(list(samples()), aim, shipped_model("learnt"))

        assert fitted.adapted(list(self.asked(0.9)), aim).shares == fitted.shares

    @pytest.mark.parametrize(("right", "bolder"), [(True, True), (False, False)])
    def test_outcomes_move_the_threshold(self, right, bolder):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))
        questions = list(self.asked(0.3))
        known = [Outcome(evidence(ranking(0.6, 0.2, in_scope=0.9)), right) for _ in range(40)]

        without, with_outcomes = (fitted.adapted(questions, AIM, o) for o in ([], known))

        answered = [
            sum(calibration.judge(ranking(s, 0.2, in_scope=0.9), 1)[1] == "answer" for s in SCORES)
            for calibration in (without, with_outcomes)
        ]
        assert (answered[1] > answered[0]) == bolder
        assert answered[1] != answered[0]

    def test_outcomes_are_not_learnt_twice(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))
        questions = list(self.asked(0.3))
        known = [Outcome(evidence(ranking(0.6, 0.2, in_scope=0.9)), False)] * 40

        once = fitted.adapted(questions, AIM, known)

        assert once.adapted(questions, AIM, known).correction == once.correction

    def test_asks_back_from_what_the_shop_sets_or_from_what_the_questions_hold(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))
        questions = list(self.asked(0.3))

        set_by_shop, found = (
            fitted.adapted(questions, replace(AIM, clarify_probability=p)).clarify_from
            for p in (0.33, None)
        )

        assert set_by_shop == 0.33
        assert found != 0.33

    def test_changes_nothing_without_questions(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))

        assert fitted.adapted([], AIM) is fitted


class TestFile:
    def test_survives_a_file(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))

        assert Calibration.from_dict(json.loads(json.dumps(fitted.to_dict()))) == fitted
