"""Orders entries by their nearest phrasings, where there is no classifier. Pure."""

from dataclasses import dataclass

import numpy as np

from knowledge_base.arrays import Numbers, Scores

VOTE_TEMPERATURE = 0.05
"""How much nearer one phrasing must be to outweigh others: at 0.05, one that is
0.05 further away has 37% of its say."""


@dataclass(frozen=True)
class Ranked:
    """One entry: ``score`` orders, ``similarity`` is that of its nearest phrasing (−1 to 1,
    meaning and wording mixed), ``cosine`` the largest of meaning alone, and ``phrasing`` the number
    of the nearest one."""

    entry: int
    score: float
    similarity: float
    cosine: float
    phrasing: int


def rank(entries: Numbers, numbers: Numbers, similarity: Scores, cosines: Scores) -> list[Ranked]:
    """Entries best first, given the nearest phrasings: their entry, number and likeness.

    An entry scores t · ln Σ exp(s / t) over its phrasings: as much as its nearest one, and a
    little more for each other one that is nearly as near.
    """
    if not len(entries):
        return []
    names, group = np.unique(entries, return_inverse=True)
    top = np.full(len(names), -np.inf, dtype=np.float32)
    top_cosine, say = top.copy(), np.zeros(len(names))
    np.maximum.at(top, group, similarity)
    np.maximum.at(top_cosine, group, cosines)
    np.add.at(say, group, np.exp((similarity - top[group]) / VOTE_TEMPERATURE))
    scores = top + VOTE_TEMPERATURE * np.log(say)
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
