"""Asks Relay the questions of a set, as ``python -m knowledge_base replay`` does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.understanding.measures import Answers, Outcome, in_scope_of
from bench.understanding.sets import Pairs, Questions
from knowledge_base.evaluation.replay import (
    Replay,
    replay,
)
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.language.text import normalise
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.lexical_index import LexicalIndex
from knowledge_base.search.searcher import fuse
from knowledge_base.settings import KnowledgeBaseSettings


def ask(
    index: ShopIndex, asked: Questions, settings: KnowledgeBaseSettings, encoder: Encoder
) -> tuple[Outcome, Answers]:
    """The best entry for each question, and the answers at the target precision."""
    found = replay(index, asked.texts, settings, encoder)
    firsts = [result.matches[0] if result.matches else None for result in found.results]
    outcome = Outcome(
        [first.entry if first else "" for first in firsts],
        np.array([first.confidence if first else 0.0 for first in firsts]),
    )
    return outcome, _answers(found, outcome, asked)


def pair_similarities(found: Pairs, encoder: Encoder, wording_weight: float) -> NDArray[np.float64]:
    """Meaning and wording of each pair, mixed as in search. The rarity of terms comes from the
    texts of the set."""
    texts = [normalise(text) for text in (*found.a, *found.b)]
    count = len(found.a)
    vectors = encoder.encode_questions(texts)
    wording = LexicalIndex.from_texts(texts)
    first = np.arange(count)
    alike = wording.alike(first, (count + first)[:, None])[:, 0]
    cosines = (vectors[:count] * vectors[count:]).sum(axis=1)
    return fuse(cosines, alike, wording_weight).astype(np.float64)


def _answers(found: Replay, outcome: Outcome, asked: Questions) -> Answers:
    answered = [
        entry == wanted
        for result, entry, wanted in zip(found.results, outcome.entries, asked.entries, strict=True)
        if result.band == "answer"
    ]
    return Answers(
        questions=len(asked.texts),
        answered=len(answered),
        rightly=sum(answered),
        estimated_out=found.out_of_scope_share,
        true_out=float(1 - in_scope_of(asked.entries).mean()),
    )
