"""Hybrid search over one shop's phrasings: meaning and wording, fused. Knows no database."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder import Encoder, Vectors
from knowledge_base.entries import Content
from knowledge_base.index import Numbers, VectorIndex
from knowledge_base.lexical import LexicalIndex, best
from knowledge_base.ranking import Ranked, rank
from knowledge_base.text import detect_language, normalise

_PUNCTUATION = re.compile(r"[^\w]+")

CANDIDATES = 40
"""Phrasings looked at, from meaning and from wording each."""


@dataclass(frozen=True)
class Query:
    """A question ready to be searched for; ``text`` is normalised."""

    text: str
    vector: Vectors
    chinese: bool


@dataclass(frozen=True)
class Ranking:
    """Entries best first, and what else the confidence is made from.

    ``certain``: the first entry, and no other, has this very question among its phrasings.
    """

    query: Query
    entries: list[Ranked]
    known_share: float
    certain: bool = False


@dataclass(frozen=True)
class Searcher:
    """The indexes of one version, whose numbers are those of ``Content.phrasings``."""

    meaning: VectorIndex
    wording: LexicalIndex
    owners: Numbers
    asked_exactly: dict[str, set[int]]
    wording_weight: float

    @classmethod
    def build(
        cls,
        content: Content,
        encoder: Encoder,
        *,
        wording_weight: float,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> "Searcher":
        """Encodes and indexes all phrasings; ``progress`` hears of each batch encoded."""
        texts = [normalise(phrasing.text) for phrasing in content.phrasings]
        meaning = VectorIndex.build(_encode(texts, encoder, progress))
        return cls._of(content, texts, meaning, LexicalIndex.build(texts), wording_weight)

    @classmethod
    def load(cls, folder: Path, content: Content, *, wording_weight: float) -> "Searcher":
        """Raises IndexDamagedError."""
        meaning, wording = VectorIndex.load(folder), LexicalIndex.load(folder)
        texts = [normalise(phrasing.text) for phrasing in content.phrasings]
        return cls._of(content, texts, meaning, wording, wording_weight)

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        self.meaning.save(folder)
        self.wording.save(folder)

    def rank(self, query: Query, *, without: NDArray[np.bool_] | None = None) -> Ranking:
        """Entries for a query. ``without`` masks phrasings to leave out, as calibration does."""
        hidden = 0 if without is None else int(without.sum())
        wording = self.wording.scores(query.text)
        if without is not None:
            wording[without] = 0
        near = self.meaning.nearest(query.vector, CANDIDATES + hidden)
        numbers = np.union1d(near, best(wording, CANDIDATES))
        if without is not None:
            numbers = numbers[~without[numbers]]
        cosines = self.meaning.cosines(query.vector, numbers) if len(numbers) else np.zeros(0)
        ranked = rank(
            self.owners[numbers],
            cosines.astype(np.float32),
            wording[numbers],
            wording_weight=self.wording_weight,
        )
        ranking = Ranking(query, ranked, self.wording.known_share(query.text, without))
        return ranking if without is not None else self._with_exact_first(ranking)

    def _with_exact_first(self, ranking: Ranking) -> Ranking:
        asked = self.asked_exactly.get(_bare(ranking.query.text), set())
        exact = [ranked for ranked in ranking.entries if ranked.entry in asked]
        if not len(asked) == len(exact) == 1:
            return ranking
        others = [ranked for ranked in ranking.entries if ranked is not exact[0]]
        return replace(ranking, entries=exact + others, certain=True)

    @classmethod
    def _of(
        cls,
        content: Content,
        texts: list[str],
        meaning: VectorIndex,
        wording: LexicalIndex,
        wording_weight: float,
    ) -> "Searcher":
        owners = [phrasing.entry for phrasing in content.phrasings]
        asked_exactly: dict[str, set[int]] = {}
        for owner, text in zip(owners, texts, strict=True):
            asked_exactly.setdefault(_bare(text), set()).add(owner)
        numbers = np.array(owners, dtype=np.int64)
        return cls(meaning, wording, numbers, asked_exactly, wording_weight)


def prepare(text: str, encoder: Encoder) -> Query | None:
    """The query of a visitor's text; None when there is nothing in it to search for."""
    normal = normalise(text)
    if not any(character.isalnum() for character in normal):
        return None
    return Query(normal, encoder.encode_questions([normal])[0], is_chinese(text))


def is_chinese(text: str) -> bool:
    """Which of the two stored languages a text is closer to."""
    return detect_language(text, "en") != "en"


def _bare(text: str) -> str:
    """Letters, digits and single spaces: people ask the same with and without punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def _encode(
    texts: list[str],
    encoder: Encoder,
    progress: Callable[[int, int], None],
    batch: int = 2048,
) -> Vectors:
    parts = [np.zeros((0, encoder.dimension), dtype=np.float32)]
    for start in range(0, len(texts), batch):
        parts.append(encoder.encode_passages(texts[start : start + batch]))
        progress(min(start + batch, len(texts)), len(texts))
    return np.concatenate(parts)
