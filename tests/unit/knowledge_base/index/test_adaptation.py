import pytest

from knowledge_base.calibration.features import evidence
from knowledge_base.index.adaptation import ADAPT_FROM, calibration_for
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.settings import KnowledgeBaseSettings
from tests.fakes.calibrations import constant_calibration, ranking


@pytest.fixture
def index():
    return ShopIndex(None, None, constant_calibration(0.9, 0.95), None)


def test_few_questions_change_nothing(index):
    questions = [evidence(ranking(0.1))] * (ADAPT_FROM - 1)

    assert calibration_for(index, questions, KnowledgeBaseSettings()) is index.calibration


def test_enough_questions_move_the_shares(index):
    questions = [evidence(ranking(0.1))] * ADAPT_FROM

    found = calibration_for(index, questions, KnowledgeBaseSettings())

    assert found.shares != index.calibration.shares
