"""What the confidence is learnt from: questions whose right answer is known.

- a phrasing of the shop, asked without itself: its own entry is right;
- the same without its whole entry: whatever comes first is wrong;
- a line of the out-of-scope lists: whatever comes first is wrong.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from knowledge_base.calibration.confidence import ASKED
from knowledge_base.calibration.features import Features, features
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Content
from knowledge_base.searcher import Query, Ranking, Searcher, is_chinese
from knowledge_base.text import normalise

Kind = Literal["phrasing", "entry_removed", "out_of_scope"]

PHRASINGS = 1000
"""Of a large shop, drawn at random, so that a fit takes seconds whatever its size."""


@dataclass(frozen=True)
class Sample:
    """``group`` keeps what belongs together on one side of a cross-validation."""

    kind: Kind
    group: int
    features: Features
    best_right: bool
    among_three: bool


def samples(
    content: Content,
    searcher: Searcher,
    encoder: Encoder,
    out_of_scope: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Sample]:
    """All samples of a shop, the same for the same content; ``progress`` hears (done, total)."""
    draw = random.Random(content.version)
    numbers = list(range(len(content.phrasings)))
    if len(numbers) > PHRASINGS:
        numbers = sorted(draw.sample(numbers, PHRASINGS))
    total = len(numbers) + len(out_of_scope)
    found: list[Sample] = []
    vectors = encoder.encode_questions([normalise(content.phrasings[n].text) for n in numbers])
    for done, (number, vector) in enumerate(zip(numbers, vectors, strict=True), start=1):
        text = content.phrasings[number].text
        query = Query(normalise(text), vector, is_chinese(text))
        found += _of_a_phrasing(number, query, searcher)
        if done % 100 == 0:
            progress(done, total)
    texts = [normalise(text) for text in out_of_scope]
    vectors = encoder.encode_questions(texts)
    for line, (text, vector) in enumerate(zip(texts, vectors, strict=True)):
        query = Query(text, vector, is_chinese(out_of_scope[line]))
        group = len(content.entries) + line
        found.append(_sample("out_of_scope", group, searcher.rank(query), right=None))
    progress(total, total)
    return found


def _of_a_phrasing(number: int, query: Query, searcher: Searcher) -> Iterator[Sample]:
    owner = int(searcher.owners[number])
    siblings = np.flatnonzero(searcher.owners == owner)
    alone = np.zeros(len(searcher.owners), dtype=np.bool_)
    alone[number] = True
    if len(siblings) > 1:
        yield _sample("phrasing", owner, searcher.rank(query, without=alone), right=owner)
    removed = alone.copy()
    removed[siblings] = True
    yield _sample("entry_removed", owner, searcher.rank(query, without=removed), right=None)


def _sample(kind: Kind, group: int, ranking: Ranking, *, right: int | None) -> Sample:
    best = [ranked.entry for ranked in ranking.entries[:ASKED]]
    return Sample(
        kind=kind,
        group=group,
        features=features(ranking),
        best_right=best[:1] == [right],
        among_three=right in best,
    )
