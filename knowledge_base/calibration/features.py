"""What the confidence is made from. Pure."""

import math
import re

import numpy as np

from knowledge_base.arrays import Floats
from knowledge_base.content.results import Evidence
from knowledge_base.search.ranking import Ranked, Ranking

NAMES = ("score", "margin", "cosine", "in_scope", "length")
"""What each feature is called, in order. Older indexes are rebuilt when they change."""

EVIDENCE = frozenset(NAMES) - {"length"}
"""Floats that speak for the best entry: more of one never makes it less likely."""

_NONE = Ranked(entry=-1, score=0.0, similarity=0.0, cosine=0.0, phrasing=-1)
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


def made_of(fingerprint: str) -> str:
    """What features come from, where ``fingerprint`` is that of the encoder: those of another origin
    cannot be compared."""
    return " ".join((fingerprint, *NAMES))


def evidence(ranking: Ranking) -> Evidence:
    """The evidence of a ranking that has an entry."""
    return Evidence(features(ranking), ranking.query.chinese, ranking.certain)


def features(ranking: Ranking) -> Floats:
    """One number for each of NAMES.

    The margin is that of the best entry's score to the second's; an entry that is not there
    counts as 0. ``length`` is the logarithm of the number of words or Chinese characters.
    """
    best, second = (_at(ranking.entries, place) for place in (0, 1))
    return np.array(
        [
            best.score,
            best.score - second.score,
            best.cosine,
            ranking.in_scope,
            math.log1p(len(_WORD.findall(ranking.query.text))),
        ]
    )


def _at(entries: list[Ranked], place: int) -> Ranked:
    return entries[place] if place < len(entries) else _NONE
