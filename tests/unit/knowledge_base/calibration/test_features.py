import math

import pytest

from knowledge_base.calibration.features import NAMES, evidence, features
from tests.fakes.calibrations import ranking


def named(found):
    return dict(zip(NAMES, features(found).tolist(), strict=True))


def test_the_margin_is_that_to_the_second_entry():
    assert named(ranking(0.9, 0.7, 0.1))["margin"] == pytest.approx(0.2)


def test_an_entry_alone_has_its_score_as_margin():
    assert named(ranking(0.9))["margin"] == pytest.approx(0.9)


def test_chinese_characters_count_as_words():
    assert named(ranking(0.9))["length"] == pytest.approx(math.log1p(len("快递到哪了")))


def test_evidence_holds_nothing_of_the_text():
    found = evidence(ranking(0.9, 0.7, certain=True))

    assert (found.chinese, found.certain) == (True, True)
    assert "快递" not in repr(found)
