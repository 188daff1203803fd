"""What the settings ask of the confidence, and the confidence adapted to visitors' questions."""

from collections.abc import Sequence

from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.content.results import Evidence
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.settings import KnowledgeBaseSettings

ERROR_MARGIN = 0.5
"""Share of the wrong answers that the precision allows which the threshold plans for. A shop's
confidence is learnt from its own phrasings, and customers' questions are less like these than they
are like each other: on the development halves of docs/quality.md, up to twice as many answers are
wrong as expected."""

ADAPT_FROM = 200
"""Visitors' questions from which on the confidence follows them; before, it is as imported."""


def calibration_for(
    index: ShopIndex, questions: Sequence[Evidence], settings: KnowledgeBaseSettings
) -> Calibration:
    """The index's calibration, adapted to the visitors' last questions."""
    if len(questions) < ADAPT_FROM:
        return index.calibration
    return index.calibration.adapted(questions, aim_of(settings))


def aim_of(settings: KnowledgeBaseSettings) -> Aim:
    """What the settings ask of the confidence, with ERROR_MARGIN."""
    return Aim(
        1 - ERROR_MARGIN * (1 - settings.answer_precision),
        settings.clarify_probability,
        settings.out_of_scope_share,
    )
