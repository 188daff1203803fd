"""What the confidence is fitted on: questions whose right answer is known.

- a phrasing of the shop, asked without itself: its own entry is right;
- the same without its whole entry: any answer is wrong, though the question is like the shop's;
- a line of the out-of-scope lists: any answer is wrong.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from knowledge_base.arrays import Floats, Numbers
from knowledge_base.calibration.confidence import CLARIFY_CHOICES
from knowledge_base.calibration.features import features
from knowledge_base.content.entries import Content
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.classifier import HeldOutScores
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.fitting import FittedSearcher
from knowledge_base.search.query import Query, is_chinese, prepare
from knowledge_base.search.ranking import Ranking
from knowledge_base.search.searcher import Searcher

Kind = Literal["in_scope", "near", "far"]

MAX_PHRASINGS = 2000
"""Of a large shop, drawn at random, so that a fit takes seconds whatever its size."""


@dataclass(frozen=True)
class Sample:
    """A question of a known kind, and whether the right entry was first, or among three.

    ``missed_weight`` is how much it counts where the right entry was not found. A phrasing is asked
    of the n − 1 others of its entry, a customer's question of all n, which therefore miss it less
    often: (n − 1) / n.
    """

    kind: Kind
    chinese: bool
    features: Floats
    best_right: bool
    among_three: bool
    missed_weight: float = 1.0


def samples(
    content: Content,
    fitted: FittedSearcher,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Sample]:
    """All samples of a shop, the same for the same content; ``progress`` hears (done, total)."""
    draw = random.Random(content.version)
    numbers = list(range(len(content.phrasings)))
    if len(numbers) > MAX_PHRASINGS:
        numbers = sorted(draw.sample(numbers, MAX_PHRASINGS))
    total = len(numbers) + len(fitted.lines)
    found: list[Sample] = []
    leave_out = _LeaveOut(fitted)
    vectors = fitted.searcher.meaning.vectors(np.array(numbers, dtype=np.int64))
    for done, (number, vector) in enumerate(zip(numbers, vectors, strict=True), start=1):
        chinese = is_chinese(content.phrasings[number].text)
        found += _of_a_phrasing(number, Query(fitted.texts[number], vector, chinese), leave_out)
        if done % 100 == 0:
            progress(done, total)
    found += samples_of_lines(fitted)
    progress(total, total)
    return found


def samples_of_lines(fitted: FittedSearcher) -> list[Sample]:
    """A sample for each line that no shop answers, asked of a searcher that has not learnt it."""
    found = []
    for line, text in enumerate(fitted.lines):
        query = Query(text, fitted.searcher.outside[line], is_chinese(text))
        held_out = fitted.system.without_line(line) if fitted.system else None
        ranking = fitted.searcher.rank(query, held_out=held_out, without_line=line)
        found.append(_sample("far", ranking, right=None))
    return found


def samples_of_questions(
    questions: Iterable[tuple[str, int | None]], searcher: Searcher, encoder: Encoder
) -> list[Sample]:
    """A sample for each question that is not among the phrasings. A question comes with the number
    of the right entry, None where there is none."""
    found = []
    for text, right in questions:
        query = prepare(text, encoder, Synonyms())
        ranking = None if query is None else searcher.rank(query)
        if ranking is not None and not ranking.certain:
            found.append(_sample("near" if right is None else "in_scope", ranking, right=right))
    return found


class _LeaveOut:
    """Rankings without a phrasing or an entry. Phrasings of an entry come one after the other, so
    the system without the last entry is kept."""

    def __init__(self, fitted: FittedSearcher) -> None:
        self.searcher, self._system = fitted.searcher, fitted.system
        self._entry = -1
        self._without_entry: dict[int, HeldOutScores] = {}

    def phrasing(self, number: int, query: Query) -> Ranking:
        without = np.array([number], dtype=np.int64)
        held_out = self._system.without_phrasing(number) if self._system else None
        return self.searcher.rank(query, without=without, held_out=held_out)

    def entry(self, number: int, query: Query) -> Ranking:
        entry = int(self.searcher.owners[number])
        if self._system is not None and entry != self._entry:
            numbers, held_out = self._system.without_entry(entry)
            self._entry = entry
            self._without_entry = dict(zip(numbers.tolist(), held_out, strict=True))
        without = _phrasings_of(entry, self.searcher.owners)
        return self.searcher.rank(query, without=without, held_out=self._without_entry.get(number))


def _phrasings_of(entry: int, owners: Numbers) -> Numbers:
    start, end = np.searchsorted(owners, [entry, entry + 1])
    return np.arange(start, end)


def _of_a_phrasing(number: int, query: Query, leave_out: _LeaveOut) -> Iterator[Sample]:
    owners = leave_out.searcher.owners
    owner = int(owners[number])
    count = len(_phrasings_of(owner, owners))
    if count > 1:
        found = _sample("in_scope", leave_out.phrasing(number, query), right=owner)
        yield replace(found, missed_weight=(count - 1) / count)
    if owners[0] != owners[-1]:
        yield _sample("near", leave_out.entry(number, query), right=None)


def _sample(kind: Kind, ranking: Ranking, *, right: int | None) -> Sample:
    best = [ranked.entry for ranked in ranking.entries[:CLARIFY_CHOICES]]
    return Sample(
        kind=kind,
        chinese=ranking.query.chinese,
        features=features(ranking),
        best_right=best[:1] == [right],
        among_three=right in best,
    )
