"""From scores of phrasings to a ranking of entries. Pure."""

from dataclasses import dataclass

import numpy as np

from knowledge_base.index import Numbers, Scores

VOTERS = 10
"""Nearest phrasings that vote."""

VOTE_TEMPERATURE = 0.05
"""How quickly a phrasing's say falls with its distance from the nearest: with 0.05, one that is
0.05 further away has 37% of its say."""


@dataclass(frozen=True)
class Ranked:
    """An entry among the nearest: ``score`` orders; the rest says why it stands there."""

    entry: int
    score: float
    cosine: float
    wording: float
    votes: int


def rank(
    entries: Numbers, cosines: Scores, wording: Scores, *, wording_weight: float
) -> list[Ranked]:
    """Entries best first, given the nearest phrasings: their entry, cosine and wording score.

    A phrasing scores (1 − w) · cosine + w · wording. An entry scores
    t · ln Σ exp(score / t) over its phrasings: as much as its nearest one, and a little more for
    each other one that is nearly as near. ``votes`` counts those among the VOTERS best.
    """
    if not len(entries):
        return []
    fused = (1 - wording_weight) * cosines + wording_weight * wording
    names, group = np.unique(entries, return_inverse=True)
    top = np.full(len(names), -np.inf, dtype=np.float32)
    top_cosine, top_wording, say = top.copy(), top.copy(), np.zeros(len(names))
    np.maximum.at(top, group, fused)
    np.maximum.at(top_cosine, group, cosines)
    np.maximum.at(top_wording, group, wording)
    np.add.at(say, group, np.exp((fused - top[group]) / VOTE_TEMPERATURE))
    scores = top + VOTE_TEMPERATURE * np.log(say)
    voters = np.argsort(-fused, kind="stable")[:VOTERS]
    votes = np.bincount(group[voters], minlength=len(names))
    return [
        Ranked(
            entry=int(names[i]),
            score=float(scores[i]),
            cosine=float(top_cosine[i]),
            wording=float(top_wording[i]),
            votes=int(votes[i]),
        )
        for i in np.lexsort((names, -scores))
    ]
