"""Everything that answers the questions of one shop in one version: content, indexes, calibration.

Immutable once made, so that a search under way is not disturbed when a newer one takes over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import samples
from knowledge_base.content.entries import (
    Content,
    Entry,
)
from knowledge_base.content.results import (
    Evidence,
    Language,
    Match,
    SearchResult,
)
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.progress import Progress, stage
from knowledge_base.search.building import (
    Built,
    build,
)
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.phrasings import (
    Encoded,
    encode,
)
from knowledge_base.search.searcher import (
    Ranking,
    Searcher,
    prepare,
)
from knowledge_base.search.vector_index import VectorIndex
from knowledge_base.settings import KnowledgeBaseSettings

CAUTION = 0.5
"""Share of the wrong answers that the precision allows which is planned for. A base learns its
confidence from its own phrasings, and customers write less like these than they like each other:
measured on the development halves of docs/quality.md, up to twice as many are wrong as expected."""

ENOUGH_ASKED = 200
"""Visitors' questions from which on the confidence follows them; before, it is as imported."""

FITTED_ANEW = 0.05
"""Share of a large base's phrasings that may change before its confidence is fitted anew."""


@dataclass(frozen=True)
class ShopIndex:
    """Answers questions; needs no database.

    ``texts`` are the phrasings in the form in which they are compared: only an index that was just
    made has them, since nobody else needs them.
    """

    content: Content
    searcher: Searcher
    calibration: Calibration
    synonyms: Synonyms
    texts: list[str] = field(default_factory=list, repr=False)

    def rank(self, question: str, encoder: Encoder) -> Ranking | None:
        """The ranking for a question; None when there is nothing in it to search for."""
        query = prepare(question, encoder, self.synonyms)
        return None if query is None else self.searcher.rank(query)

    def result(
        self, ranking: Ranking, calibration: Calibration, language: Language, limit: int
    ) -> SearchResult:
        """What ``calibration`` makes of a ranking, shown to a visitor of that language."""
        confidences, band = calibration.judge(ranking, limit)
        matches = [
            replace(
                match(self.content.entries[ranked.entry], language, confidence),
                similarity=ranked.similarity,
                nearest=self.content.phrasings[ranked.phrasing].text,
            )
            for ranked, confidence in zip(ranking.entries, confidences, strict=False)
        ]
        known = evidence(ranking) if ranking.entries else None
        return SearchResult(matches, band, known)


def build_index(
    content: Content,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    progress: Progress = lambda *_: None,
) -> ShopIndex:
    """Everything made anew, in memory: encoded, learnt and calibrated."""
    synonyms = synonyms_of(content.shop_id, settings)
    encoded = encode(content, encoder, synonyms, progress=stage(progress, "encoding"))
    return index_of(encoded, settings, encoder, progress=progress)


def index_of(
    encoded: Encoded,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    *,
    like: ShopIndex | None = None,
    meaning: VectorIndex | None = None,
    progress: Progress = lambda *_: None,
) -> ShopIndex:
    """Indexes, learns and calibrates what was encoded; ``like`` is the index that the rows
    ``encoded.same`` are of, ``meaning`` one of the vectors that is there already."""
    content = encoded.content
    synonyms = synonyms_of(content.shop_id, settings)
    built = build(
        encoded,
        encoder,
        out_of_scope_lines(),
        wording_weight=settings.wording_weight,
        synonyms=synonyms,
        like=None if like is None else like.searcher,
        meaning=meaning,
        progress=progress,
    )
    calibration = _carried_on(encoded, built, like)
    if calibration is None:
        drawn = samples(content, built, stage(progress, "calibrating"))
        start = shipped_model("learnt" if built.training else "nearest")
        calibration = fit(drawn, aim_of(settings), start)
    return ShopIndex(content, built.searcher, calibration, synonyms, encoded.texts)


def _carried_on(encoded: Encoded, built: Built, like: ShopIndex | None) -> Calibration | None:
    """The calibration of ``like``, where so little has changed since it was fitted that fitting it
    anew would give the same. Only of a large base: there it takes longer than all the rest."""
    if like is None or built.training is not None or like.searcher.classifier is not None:
        return None
    kept = int((encoded.same >= 0).sum())
    changed = len(encoded.same) - kept + len(like.content.phrasings) - kept
    changed += like.calibration.changed_since
    if changed > FITTED_ANEW * len(encoded.same):
        return None
    return replace(like.calibration, changed_since=changed)


def calibration_for(
    index: ShopIndex, asked: Sequence[Evidence], settings: KnowledgeBaseSettings
) -> Calibration:
    """The index's calibration, brought in step with the visitors' last questions."""
    if len(asked) < ENOUGH_ASKED:
        return index.calibration
    return index.calibration.adapted(asked, aim_of(settings))


def aim_of(settings: KnowledgeBaseSettings) -> Aim:
    """What the settings want of the confidence, with CAUTION."""
    return Aim(
        1 - CAUTION * (1 - settings.answer_precision),
        settings.clarify_probability,
        settings.out_of_scope_share,
    )


def synonyms_of(shop_id: str, settings: KnowledgeBaseSettings) -> Synonyms:
    """The shop's own synonyms."""
    return Synonyms.of(settings.synonyms.get(shop_id, ()))


def match(entry: Entry, language: Language, confidence: float) -> Match:
    """An entry as a visitor of that language sees it."""
    answer, answer_language = entry.answer_in(language)
    return Match(
        entry=entry.key,
        question=entry.question_in(language),
        answer=answer,
        answer_language=answer_language,
        category=entry.category,
        source=entry.source,
        confidence=confidence,
    )
