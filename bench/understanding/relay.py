"""Asks Relay the questions of a set, as ``python -m knowledge_base replay`` does."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bench.understanding.answers import Answers, Asked, answers
from bench.understanding.measures import Outcome, in_scope_of
from bench.understanding.sets import Pairs, Questions
from bench.understanding.visitors import Served, outcomes_of_visitors
from knowledge_base.calibration import outcomes as known
from knowledge_base.evaluation.replay import Replay, decided
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.language.text import normalise
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.lexical_index import LexicalIndex
from knowledge_base.search.ranking import Ranking
from knowledge_base.search.searcher import fuse
from knowledge_base.settings import KnowledgeBaseSettings


def ask(
    index: ShopIndex,
    asked: Questions,
    rankings: Sequence[Ranking | None],
    settings: KnowledgeBaseSettings,
    outcomes: Sequence[known.Outcome] = (),
) -> tuple[Outcome, Answers, Replay]:
    """The best entry for each question, and the answers at the target precision, given the rankings of
    the questions."""
    found = decided(index, rankings, settings, outcomes)
    best = [[match.entry for match in result.matches[:3]] for result in found.results]
    confidences = np.array(
        [result.matches[0].confidence if result.matches else 0.0 for result in found.results]
    )
    outcome = Outcome([entries[0] if entries else "" for entries in best], confidences)
    rows = Asked(
        confidences=confidences,
        bands=[result.band for result in found.results],
        right=np.array(
            [entries[:1] == [e] for entries, e in zip(best, asked.entries, strict=True)]
        ),
        among_three=np.array(
            [e in entries for entries, e in zip(best, asked.entries, strict=True)]
        ),
        in_scope=in_scope_of(asked.entries),
    )
    return outcome, answers(rows, found.out_of_scope_share, settings.answer_precision), found


def draw_outcomes(found: Replay, asked: Questions, count: int, draw: int) -> list[known.Outcome]:
    """Outcomes of questions that the threshold may let through, drawn at random: the same every time
    for the same ``draw``."""
    able = [
        known.Outcome(result.evidence, result.matches[0].entry == entry)
        for result, entry in zip(found.results, asked.entries, strict=True)
        if result.evidence is not None
        and not result.evidence.certain
        and result.matches[0].confidence >= known.LEAST_CONFIDENCE
    ]
    return random.Random(f"{count} {draw}").sample(able, min(count, len(able)))


def visitor_outcomes(found: Replay, asked: Questions, count: int, draw: int) -> list[known.Outcome]:
    """The same number of outcomes as visitors and agents bring them about."""
    questions = [
        Served(
            result.evidence,
            tuple(match.entry == entry for match in result.matches[:3]),
            result.band,
        )
        for result, entry in zip(found.results, asked.entries, strict=True)
        if result.evidence is not None
    ]
    return outcomes_of_visitors(questions, count, draw)


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
