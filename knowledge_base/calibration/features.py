"""What the confidence is made from. Pure."""

import math
import re

import numpy as np
from numpy.typing import NDArray

from knowledge_base.ranking import VOTERS, Ranked
from knowledge_base.searcher import Ranking

Features = NDArray[np.float64]

NAMES = (
    "english_cosine",
    "chinese_cosine",
    "wording",
    "cosine_margin",
    "score_margin",
    "score_margin_to_fourth",
    "votes",
    "known_share",
    "length",
    "chinese",
)
"""What each feature is called, in order. Older indexes are rebuilt when they change."""

EVIDENCE = frozenset(NAMES) - {"length", "chinese"}
"""Features that speak for the best entry: more of one never makes it less likely."""

_NONE = Ranked(entry=-1, score=0.0, cosine=0.0, wording=0.0, votes=0)
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


def features(ranking: Ranking) -> Features:
    """One number for each of NAMES.

    Margins are between the best entry and the second (or fourth) one; an entry that is not there
    counts as 0. ``length`` is the logarithm of the number of words or Chinese characters.
    """
    best, second, fourth = (_at(ranking.entries, place) for place in (0, 1, 3))
    return np.array(
        [
            0.0 if ranking.query.chinese else best.cosine,
            best.cosine if ranking.query.chinese else 0.0,
            best.wording,
            best.cosine - second.cosine,
            best.score - second.score,
            best.score - fourth.score,
            best.votes / VOTERS,
            ranking.known_share,
            math.log1p(len(_WORD.findall(ranking.query.text))),
            float(ranking.query.chinese),
        ]
    )


def _at(entries: list[Ranked], place: int) -> Ranked:
    return entries[place] if place < len(entries) else _NONE
