"""Rankings, samples and calibrations for tests of the confidence."""

import random

import numpy as np

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.features import NAMES, features
from knowledge_base.calibration.model import Model
from knowledge_base.calibration.samples import Sample
from knowledge_base.search.query import Query
from knowledge_base.search.ranking import Ranked, Ranking

NOTHING = (0.0,) * (len(NAMES) + 1)


def ranking(*scores, in_scope=0.5, certain=False):
    query = Query("快递到哪了", np.zeros(4, dtype=np.float32), chinese=True)
    entries = [Ranked(i, score, score, score, i) for i, score in enumerate(scores)]
    return Ranking(query, entries, in_scope, certain)


def constant_calibration(best, among_three, answer_from=0.8, clarify_from=0.5):
    """Every question is in scope, and the best entry is right with the same probability."""
    model = Model(
        mean=NOTHING[:-1],
        scale=(1.0,) * len(NAMES),
        near=NOTHING,
        far=NOTHING,
        best=_always(best),
        among_three=_always(among_three),
    )
    return Calibration({"zh": model, "en": model}, (1.0, 0.0, 0.0), answer_from, clarify_from, 1)


def samples(count=900):
    """Samples in which a higher score is right more often, as in P = score."""
    draw = random.Random(0)
    for number in range(count):
        score = draw.random()
        kind = ("in_scope", "near", "far")[number % 3]
        high = 0.3 + 0.7 * score if kind == "in_scope" else 0.6 * score
        right = kind == "in_scope" and draw.random() < high
        found = ranking(high, high / 2, in_scope=-0.5 if kind == "far" else 0.5)
        yield Sample(kind, True, features(found), right, right)


def _always(probability):
    """Log-odds that ignore the features."""
    return (*NOTHING[:-1], float(np.log(probability / (1 - probability))))
