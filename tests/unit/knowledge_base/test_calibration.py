import json
import random
from dataclasses import replace

import numpy as np
import pytest

from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.features import NAMES, evidence, features
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.model import Model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import Sample
from knowledge_base.calibration.traffic import EXPECTED_SHARES
from knowledge_base.search.ranking import Ranked
from knowledge_base.search.searcher import (
    Query,
    Ranking,
)

AIM = Aim(answer_precision=0.9, clarify_probability=0.5, out_of_scope_share=None)
NOTHING = (0.0,) * (len(NAMES) + 1)


def ranking(*scores, in_scope=0.5, certain=False):
    query = Query("快递到哪了", np.zeros(4, dtype=np.float32), chinese=True)
    entries = [Ranked(i, score, score, score, i) for i, score in enumerate(scores)]
    return Ranking(query, entries, in_scope, certain)


def always(probability):
    """Log-odds that do not look at the features."""
    return (*NOTHING[:-1], float(np.log(probability / (1 - probability))))


def calibration(best, among_three, answer_from=0.8, clarify_from=0.5):
    """Every question is in scope, and the best entry right with the same probability."""
    model = Model(
        mean=NOTHING[:-1],
        scale=(1.0,) * len(NAMES),
        near=NOTHING,
        far=NOTHING,
        best=always(best),
        among_three=always(among_three),
    )
    return Calibration({"zh": model, "en": model}, (1.0, 0.0, 0.0), answer_from, clarify_from, 1)


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
        assert calibration(best, among_three).judge(ranking(0.9, 0.8, 0.7), 3)[1] == band

    def test_nothing_found_is_handed_off(self):
        assert calibration(0.99, 0.99).judge(ranking(), 3) == ([], "hand_off")

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


def drawn(count=900):
    """Samples in which a higher score is right more often, as in P = score."""
    draw = random.Random(0)
    for number in range(count):
        score = draw.random()
        kind = ("in_scope", "near", "far")[number % 3]
        high = 0.3 + 0.7 * score if kind == "in_scope" else 0.6 * score
        right = kind == "in_scope" and draw.random() < high
        found = ranking(high, high / 2, in_scope=-0.5 if kind == "far" else 0.5)
        yield Sample(kind, True, features(found), right, right)


class TestFitting:
    def test_learns_that_a_higher_score_is_surer(self):
        fitted = fit(list(drawn()), AIM, shipped_model("learnt"))

        sure, unsure = (fitted.judge(ranking(c, c / 2), 1)[0][0] for c in (0.95, 0.2))

        assert sure > 0.7
        assert unsure < 0.4

    def test_more_evidence_never_makes_it_less_sure(self):
        fitted = fit(list(drawn()), AIM, shipped_model("learnt"))

        found = [
            fitted.judge(ranking(c, c - 0.1, in_scope=s), 1)[0][0]
            for c in (0.1, 0.5, 0.9)
            for s in (-1.0, 0.0, 1.0)
        ]

        assert found[0] <= found[1] <= found[2]
        assert found[2] <= found[5] <= found[8]

    def test_answers_of_a_higher_precision_start_higher(self):
        samples = list(drawn())

        careful, bold = (
            fit(samples, replace(AIM, answer_precision=p), shipped_model("learnt")).answer_from
            for p in (0.95, 0.7)
        )

        assert careful > bold

    def test_more_out_of_scope_questions_make_it_less_sure(self):
        samples = list(drawn())

        few, many = (
            fit(samples, replace(AIM, out_of_scope_share=share), shipped_model("learnt")).judge(
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

    def test_survives_a_file(self):
        fitted = fit(list(drawn()), AIM, shipped_model("learnt"))

        assert Calibration.from_dict(json.loads(json.dumps(fitted.to_dict()))) == fitted

    def test_refuses_weights_of_other_features(self):
        values = shipped_model("learnt").to_dict() | {"features": ["something else"]}

        with pytest.raises(ValueError, match="other features"):
            Model.from_dict(values)

    def test_refuses_a_wrong_number_of_weights(self):
        values = shipped_model("learnt").to_dict() | {"near": [0.0]}

        with pytest.raises(ValueError, match="wrong number"):
            Model.from_dict(values)


class TestAdapting:
    def asked(self, share_out, count=400):
        draw = random.Random(1)
        for _ in range(count):
            if draw.random() < share_out:
                yield evidence(ranking(0.05, 0.02, in_scope=-0.9))
            else:
                yield evidence(ranking(draw.uniform(0.5, 1), 0.2, in_scope=0.9))

    def test_estimates_how_many_are_out_of_scope(self):
        fitted = fit(list(drawn()), AIM, shipped_model("learnt"))

        few, many = (fitted.adapted(list(self.asked(share)), AIM).shares[0] for share in (0.1, 0.8))

        assert few > 0.75
        assert many < 0.4

    def test_keeps_the_share_that_the_shop_has_set(self):
        aim = replace(AIM, out_of_scope_share=0.4)
        fitted = fit(list(drawn()), aim, shipped_model("learnt"))

        assert fitted.adapted(list(self.asked(0.9)), aim).shares == fitted.shares

    def test_changes_nothing_without_questions(self):
        fitted = fit(list(drawn()), AIM, shipped_model("learnt"))

        assert fitted.adapted([], AIM) is fitted


class TestOutOfScope:
    def test_has_many_different_lines_in_each_language(self):
        lines = out_of_scope_lines()
        english = [line for line in lines if line.isascii()]

        assert len(english) >= 500
        assert len(lines) - len(english) >= 500
        assert len(set(lines)) == len(lines)
