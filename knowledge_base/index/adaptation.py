"""What the settings ask of the confidence, and the confidence adapted to visitors' questions."""

from collections.abc import Sequence

from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.content.results import Evidence
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.settings import KnowledgeBaseSettings

ADAPT_FROM = 50
"""Visitors' questions from which on the confidence follows them; before, it is as imported."""


def calibration_for(
    index: ShopIndex,
    questions: Sequence[Evidence],
    settings: KnowledgeBaseSettings,
    outcomes: Sequence[Outcome] = (),
) -> Calibration:
    """The index's calibration, adapted to the visitors' last questions and to what came of them."""
    if len(questions) < ADAPT_FROM:
        return index.calibration
    return index.calibration.adapted(questions, aim_of(settings), outcomes)


def aim_of(settings: KnowledgeBaseSettings) -> Aim:
    """What the settings ask of the confidence."""
    return Aim(
        settings.answer_precision,
        settings.clarify_probability,
        settings.out_of_scope_share,
    )
