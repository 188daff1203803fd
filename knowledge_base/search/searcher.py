"""Hybrid search over one shop's phrasings: meaning and wording, fused. Knows no database."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from knowledge_base.arrays import Numbers, Scores, Vectors, save_array
from knowledge_base.content.entries import Content
from knowledge_base.errors import IndexDamagedError
from knowledge_base.search.classifier import Classifier, HeldOutScores, kernel, worth_learning
from knowledge_base.search.exact_index import ExactIndex
from knowledge_base.search.lexical_index import LexicalIndex, best
from knowledge_base.search.query import Query
from knowledge_base.search.ranking import Ranked, Ranking, rank_by_nearest
from knowledge_base.search.vector_index import VectorIndex

CANDIDATES = 40
"""Phrasings looked at, from meaning and from wording each, where there is no classifier; and the
most entries that a ranking holds."""


@dataclass(frozen=True)
class Searcher:
    """The indexes of one version, whose numbers are those of ``Content.phrasings``.

    ``outside`` holds the vectors of lines that no shop answers; in ``wording`` they follow the
    phrasings. ``classifier`` is None for a knowledge base that is too large to learn from.
    ``owners`` has the number of the entry of each phrasing.
    """

    meaning: VectorIndex
    wording: LexicalIndex
    outside: Vectors
    classifier: Classifier | None
    owners: Numbers
    exact: ExactIndex
    wording_weight: float

    @classmethod
    def load(
        cls,
        folder: Path,
        content: Content,
        *,
        wording_weight: float,
    ) -> "Searcher":
        """Raises IndexDamagedError."""
        owners = owners_of(content)
        meaning, wording = VectorIndex.load(folder), LexicalIndex.load(folder)
        learnt = worth_learning(len(content.phrasings), len(content.entries))
        try:
            outside = np.load(folder / "outside.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamagedError(f"outside.npy in {folder} cannot be read") from error
        if not len(meaning) == len(wording) - len(outside) == len(content.phrasings):
            raise IndexDamagedError("it holds another number of questions")
        return cls(
            meaning=meaning,
            wording=wording,
            outside=outside,
            classifier=Classifier.load(folder) if learnt else None,
            owners=owners,
            exact=ExactIndex.load(folder, owners),
            wording_weight=wording_weight,
        )

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        self.meaning.save(folder)
        self.wording.save(folder)
        self.exact.save(folder)
        save_array(folder / "outside.npy", self.outside)
        if self.classifier is not None:
            self.classifier.save(folder)

    def rank(
        self,
        query: Query,
        *,
        without: Numbers | None = None,
        held_out: HeldOutScores | None = None,
        without_line: int | None = None,
    ) -> Ranking:
        """Entries for a query.

        Calibration leaves something out of the search: ``without`` names phrasings and
        ``without_line`` a line of ``outside``, which then are not near to anything; ``held_out`` is
        the answer of a classifier that has not seen them.
        """
        wording = self.wording.scores(query.text)
        inside, outside = wording[: len(self.owners)], wording[len(self.owners) :]
        outside = self._fuse(self.outside @ query.vector, outside)
        if without_line is not None:
            outside[without_line] = -1
        if self.classifier is None:
            return self._by_nearest(query, inside, outside, without)
        cosines = self.meaning.all_cosines(query.vector)
        similarity = self._fuse(cosines, inside)
        if without is not None:
            cosines[without] = similarity[without] = -1
        if held_out is None:
            scores = self.classifier.scores(np.concatenate([similarity, outside]))
            held_out = HeldOutScores(*scores)
        entries = self._best_entries(held_out.entries, similarity, cosines)
        ranking = Ranking(query, entries, held_out.in_scope)
        return ranking if without is not None else self._with_exact_first(ranking)

    def _best_entries(self, scores: Scores, similarity: Scores, cosines: Scores) -> list[Ranked]:
        starts = np.searchsorted(self.owners, np.arange(len(scores)))
        order = np.lexsort((np.arange(len(scores)), -scores))[:CANDIDATES]
        ends = np.append(starts, len(self.owners))[1:]
        found = []
        for entry in order[np.isfinite(scores[order])]:
            phrasings = slice(starts[entry], ends[entry])
            nearest = int(starts[entry] + similarity[phrasings].argmax())
            found.append(
                Ranked(
                    entry=int(entry),
                    score=float(scores[entry]),
                    similarity=float(similarity[nearest]),
                    cosine=float(cosines[phrasings].max()),
                    phrasing=nearest,
                )
            )
        return found

    def _by_nearest(
        self, query: Query, wording: Scores, outside: Scores, without: Numbers | None
    ) -> Ranking:
        hidden = np.zeros(0, np.int64) if without is None else without
        wording[hidden] = 0
        near = self.meaning.nearest(query.vector, CANDIDATES + len(hidden))
        numbers = np.setdiff1d(np.union1d(near, best(wording, CANDIDATES)), hidden)
        cosines = self.meaning.cosines(query.vector, numbers)
        similarity = self._fuse(cosines, wording[numbers])
        ranked = rank_by_nearest(self.owners[numbers], numbers, similarity, cosines)[:CANDIDATES]
        scores = kernel(np.array([item.score for item in ranked], dtype=np.float32))
        entries = [
            replace(item, score=float(score)) for item, score in zip(ranked, scores, strict=True)
        ]
        highest = [similarity.max(initial=-1.0), outside.max(initial=-1.0)]
        nearest_inside, nearest_outside = kernel(np.array(highest, dtype=np.float32))
        ranking = Ranking(query, entries, float(nearest_inside - nearest_outside))
        return ranking if without is not None else self._with_exact_first(ranking)

    def _fuse(self, cosines: Scores, wording: Scores) -> Scores:
        return fuse(cosines, wording, self.wording_weight)

    def _with_exact_first(self, ranking: Ranking) -> Ranking:
        owners = self.exact.entries(ranking.query.text)
        exact = [ranked for ranked in ranking.entries if ranked.entry in owners]
        if not len(owners) == len(exact) == 1:
            return ranking
        others = [ranked for ranked in ranking.entries if ranked is not exact[0]]
        return replace(ranking, entries=exact + others, certain=True)


def fuse(cosines: Scores, wording: Scores, wording_weight: float) -> Scores:
    """(1 − w) · cosine + w · wording."""
    mixed: Scores = (1 - wording_weight) * cosines + wording_weight * wording
    return mixed.astype(np.float32)


def owners_of(content: Content) -> Numbers:
    """The number of the entry of each phrasing."""
    # Not from a list: NumPy would hold the interpreter's lock until all of it is converted.
    owners = (phrasing.entry for phrasing in content.phrasings)
    return np.fromiter(owners, np.int64, len(content.phrasings))
