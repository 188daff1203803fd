"""Entries in the order in which they fit a question. Pure.

``rank_by_nearest`` orders them where there is no classifier.
"""

from dataclasses import dataclass

import numpy as np

from knowledge_base.arrays import Numbers, Scores
from knowledge_base.search.query import Query

VOTE_TEMPERATURE = 0.05
"""How much nearer one phrasing must be to outweigh others: at 0.05, a phrasing that is 0.05
further away has 37% of the weight."""


@dataclass(frozen=True)
class Ranked:
    """One entry. ``score`` orders; ``similarity`` is that of the entry's nearest phrasing (−1 to 1,
    meaning and wording mixed), and ``phrasing`` the number of that one; ``cosine`` is the largest
    similarity by meaning alone."""

    entry: int
    score: float
    similarity: float
    cosine: float
    phrasing: int


@dataclass(frozen=True)
class Ranking:
    """Entries best first, and what else the confidence is made from.

    ``in_scope`` is higher for the shop's own business than for questions that no shop answers.
    ``certain``: the first entry, and no other, has this very question among its phrasings.
    """

    query: Query
    entries: list[Ranked]
    in_scope: float
    certain: bool = False


def rank_by_nearest(
    entries: Numbers, numbers: Numbers, similarity: Scores, cosines: Scores
) -> list[Ranked]:
    """Entries best first, given the nearest phrasings: their entry, number and similarity.

    An entry scores t · ln Σ exp(s / t) over its phrasings: as much as its nearest one, and a
    little more for each other one that is nearly as near. t is VOTE_TEMPERATURE.
    """
    if not len(entries):
        return []
    names, group = np.unique(entries, return_inverse=True)
    top = np.full(len(names), -np.inf, dtype=np.float32)
    top_cosine, votes = top.copy(), np.zeros(len(names))
    np.maximum.at(top, group, similarity)
    np.maximum.at(top_cosine, group, cosines)
    np.add.at(votes, group, np.exp((similarity - top[group]) / VOTE_TEMPERATURE))
    scores = top + VOTE_TEMPERATURE * np.log(votes)
    nearest_last = np.argsort(similarity, kind="stable")
    nearest = np.zeros(len(names), dtype=np.int64)
    nearest[group[nearest_last]] = numbers[nearest_last]
    return [
        Ranked(
            entry=int(names[i]),
            score=float(scores[i]),
            similarity=float(top[i]),
            cosine=float(top_cosine[i]),
            phrasing=int(nearest[i]),
        )
        for i in np.lexsort((names, -scores))
    ]
