"""Everything that answers the questions of one shop in one version: content, indexes, calibration.

Never changed, so that a search that is under way is not disturbed when a newer version replaces it.
"""

from dataclasses import dataclass, field, replace

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.features import evidence
from knowledge_base.content.buttons import split_buttons
from knowledge_base.content.entries import PERSON, Content, Entry
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.content.results import Match, SearchResult
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.query import prepare
from knowledge_base.search.ranking import Ranking
from knowledge_base.search.searcher import Searcher


@dataclass(frozen=True)
class ShopIndex:
    """Answers questions; needs no database.

    ``texts`` are the comparison forms of the phrasings. Only an index that was just assembled has
    them, since nothing else needs them.
    """

    content: Content
    searcher: Searcher
    calibration: Calibration
    synonyms: Synonyms
    texts: list[str] = field(default_factory=list, repr=False)

    @property
    def refit_due(self) -> bool:
        """Whether it serves with the fit of the version before, until its own is made."""
        return self.searcher.classifier is not None and self.calibration.changed_since > 0

    def rank(self, question: str, encoder: Encoder) -> Ranking | None:
        """The ranking for a question; None when there is nothing in it to search for."""
        query = prepare(question, encoder, self.synonyms)
        return None if query is None else self.searcher.rank(query)

    def result(
        self, ranking: Ranking, calibration: Calibration, language: LanguageTag, limit: int
    ) -> SearchResult:
        """The first ``limit`` entries of a ranking, in ``language``, with their confidence."""
        confidences, band = calibration.judge(ranking, limit)
        matches = [
            replace(
                match(self.content, self.content.entries[ranked.entry], language, confidence),
                similarity=ranked.similarity,
                nearest=self.content.phrasings[ranked.phrasing].text,
            )
            for ranked, confidence in zip(ranking.entries, confidences, strict=False)
        ]
        known = evidence(ranking) if ranking.entries else None
        return SearchResult(matches, band, known)


def match(content: Content, entry: Entry, language: LanguageTag, confidence: float) -> Match:
    """An entry of ``content`` as a visitor of that language and script sees it."""
    answer, answer_language = entry.answer_in(language, content.script)
    text, buttons = split_buttons(answer)
    return Match(
        entry=entry.key,
        question=entry.question_in(language, content.script),
        answer=text,
        answer_language=answer_language,
        category=entry.category,
        source=entry.source,
        confidence=confidence,
        buttons=buttons,
        person=entry.leads_to == PERSON,
    )
