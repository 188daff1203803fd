import math
from dataclasses import replace

import pytest

from knowledge_base.calibration.confidence import Aim
from knowledge_base.calibration.features import features
from knowledge_base.calibration.fitting import LEVEL_OF_NEAR, fit, shipped_model
from knowledge_base.calibration.traffic import EXPECTED_SHARES
from tests.fakes.calibrations import ranking, samples

AIM = Aim(answer_precision=0.9, clarify_probability=0.5, out_of_scope_share=None)


class TestFitting:
    def test_learns_that_a_higher_score_is_surer(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))

        sure, unsure = (fitted.judge(ranking(c, c / 2), 1)[0][0] for c in (0.95, 0.2))

        assert sure > 0.7
        assert unsure < 0.4

    def test_more_evidence_never_makes_it_less_sure(self):
        fitted = fit(list(samples()), AIM, shipped_model("learnt"))

        found = [
            fitted.judge(ranking(c, c - 0.1, in_scope=s), 1)[0][0]
            for c in (0.1, 0.5, 0.9)
            for s in (-1.0, 0.0, 1.0)
        ]

        assert found[0] <= found[1] <= found[2]
        assert found[2] <= found[5] <= found[8]

    def test_answers_of_a_higher_precision_start_higher(self):
        several = list(samples())

        careful, bold = (
            fit(several, replace(AIM, answer_precision=p), shipped_model("learnt")).answer_from
            for p in (0.95, 0.7)
        )

        assert careful > bold

    def test_more_out_of_scope_questions_make_it_less_sure(self):
        several = list(samples())

        few, many = (
            fit(several, replace(AIM, out_of_scope_share=share), shipped_model("learnt")).judge(
                ranking(0.6, 0.3), 1
            )[0][0]
            for share in (0.1, 0.6)
        )

        assert many < few

    def test_without_samples_it_is_the_model_that_ships(self):
        fitted = fit([], AIM, shipped_model("nearest"))

        assert fitted.models == {"zh": shipped_model("nearest"), "en": shipped_model("nearest")}
        assert (fitted.answer_from, fitted.fitted_on) == (0.9, 0)
        assert fitted.shares == EXPECTED_SHARES


class TestSinglePhrasings:
    """Where no entry has two phrasings, none can be asked without itself."""

    def near_and_far(self, score):
        for sample in samples():
            if sample.kind != "in_scope":
                low = ranking(score, score / 2, in_scope=-0.5 if sample.kind == "far" else 0.5)
                yield replace(sample, features=features(low))

    def test_the_more_alike_its_entries_the_higher_a_question_must_score(self):
        loose, dense = (
            fit(list(self.near_and_far(score)), AIM, shipped_model("learnt"))
            for score in (0.1, 0.4)
        )

        question = ranking(0.5, 0.2)
        assert loose.judge(question, 1)[0][0] > dense.judge(question, 1)[0][0]

    def test_their_mean_has_the_level_of_near_questions(self):
        several = list(self.near_and_far(0.4))

        fitted = fit(several, AIM, shipped_model("learnt")).models["zh"]

        near = fitted.kinds(next(s.features for s in several if s.kind == "near"))[0]
        assert math.log(2 * near[0] / (near[1] + near[2])) == pytest.approx(LEVEL_OF_NEAR)


def test_what_is_missed_for_want_of_phrasings_counts_less():
    several = list(samples())
    lighter = [replace(sample, missed_weight=0.5) for sample in several]

    as_is, corrected = (
        fit(found, AIM, shipped_model("learnt")).judge(ranking(0.5, 0.25), 1)[0][0]
        for found in (several, lighter)
    )

    assert corrected > as_is
