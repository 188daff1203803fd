"""``KnowledgeBase``: finds the stored answer to a question and says how sure it is."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

import structlog

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.features import made_of
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.calibration.weighing import outcomes_of
from knowledge_base.content.entries import Entry
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.content.outcomes import OutcomeRecord
from knowledge_base.content.results import (
    Judged,
    Match,
    SearchResult,
    Status,
)
from knowledge_base.errors import IndexMissingError, KnowledgeBaseError, StoreError
from knowledge_base.index.adaptation import calibration_for
from knowledge_base.index.assembly import index_content
from knowledge_base.index.question_log import QuestionLog
from knowledge_base.index.shop_index import ShopIndex, match
from knowledge_base.index.store import IndexStore
from knowledge_base.language.segmentation import load_dictionary
from knowledge_base.privacy.masking import mask
from knowledge_base.privacy.pseudonyms import Pseudonyms
from knowledge_base.progress import Progress, silent
from knowledge_base.search.encoder import (
    Encoder,
    configured_encoder,
)
from knowledge_base.search.query import prepare
from knowledge_base.settings import KnowledgeBaseSettings
from knowledge_base.storage.database import LOCK_WAIT_SECONDS
from knowledge_base.storage.outcomes import Outcomes
from knowledge_base.storage.store import SHORT_WAIT_SECONDS, Store

log = structlog.get_logger(__name__)

DEFAULT_SHOP = "demo"

ADAPT_EVERY = 5
"""New outcomes after which the confidence follows them."""

ALIKE_FROM = 0.5
"""Cosine from which on two lines of a visitor ask for the same (docs/adr/0039)."""


class KnowledgeBase:
    """Search over the published entries of every shop. One object serves all threads.

    Questions and names of entries come out without personal data, whatever is stored.

    Creating one opens nothing; ``warm`` loads what is slow. The first search after
    ``settings.refresh_seconds`` notices a newly published import and loads it; other searches use the
    old one meanwhile. A process in which no question may wait calls ``refresh`` in the background.
    """

    def __init__(self, settings: KnowledgeBaseSettings, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self.store = Store(settings.database)
        self.encoder: Encoder = encoder or configured_encoder(settings)
        # Replaced as a whole, never changed: a reader needs no lock.
        self._indexes: dict[str, ShopIndex] = {}
        self._by_hidden_key: dict[str, dict[str, Entry]] = {}
        self._calibrations: dict[str, Calibration] = {}
        self._question_logs: dict[str, QuestionLog] = {}
        self._new_outcomes: Counter[str] = Counter()
        self._checked_at: dict[str, float] = {}
        self._hide: Callable[[str], str] = str  # until something is loaded
        self._loading = threading.Lock()

    @cached_property
    def index_store(self) -> IndexStore:
        """The indexes on disk."""
        return IndexStore(self.settings, self.encoder)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What became of visitors' questions, as it is stored."""
        return Outcomes(self.store.database)

    def warm(self) -> None:
        """Loads the encoder, the dictionary and every shop's index, rebuilding what is missing.

        Takes seconds. Raises EncoderMissingError and StoreError.
        """
        with self._loading:
            load_dictionary()
            self.encoder.encode_questions(["warm"])
            for shop_id in self.store.shops():
                self._load(shop_id)

    def search(
        self,
        question: str,
        shop_id: str = DEFAULT_SHOP,
        language: LanguageTag | None = None,
        limit: int = 3,
    ) -> SearchResult:
        """Stored answers to a question, best first, at most ``limit``.

        ``language`` is the visitor's, with their script (default: the question's language, in any
        script); an entry without an answer in it is shown in the other, as
        ``Match.answer_language`` says. Every band comes with
        matches, so that an agent can see them; the band decides what a visitor may read.
        Raises IndexMissingError until something has been imported.
        """
        index = self._current(shop_id)
        ranking = index.rank(question, self.encoder)
        if ranking is None:
            return SearchResult([], "hand_off")
        shown = language or ("zh" if ranking.query.chinese else "en")
        result = index.result(ranking, self._calibrations[shop_id], shown, limit)
        shown_matches = [self._shown(found) for found in result.matches]
        return replace(result, matches=shown_matches, judged=self._judged(index, result))

    def count(self, question: str, result: SearchResult, shop_id: str = DEFAULT_SHOP) -> None:
        """Counts a visitor's question in the estimate of how many are out of scope, and keeps it for
        the regression check of later imports, with its personal data masked.

        For real questions only: a greeting that was searched for says nothing about the shop.
        """
        questions = self._question_logs.get(shop_id)
        if questions is None or result.evidence is None:
            return
        if questions.add(result.evidence, mask(question)):
            self._adapt_again(shop_id)

    def record(self, outcomes: Sequence[OutcomeRecord], shop_id: str = DEFAULT_SHOP) -> None:
        """Stores what became of questions: all of it or, with a StoreError, nothing. The confidence
        follows a few outcomes later, and at the next start."""
        self.outcomes.add(shop_id, outcomes)
        self._new_outcomes[shop_id] += len(outcomes)
        if self._new_outcomes[shop_id] >= ADAPT_EVERY:
            self._new_outcomes[shop_id] = 0
            self._adapt_again(shop_id)

    def forget(self, origin: str) -> int:
        """Deletes all outcomes of a person; returns how many. Raises StoreError."""
        shops = self.outcomes.forget(origin)
        for shop_id in set(shops):
            self._adapt_again(shop_id)
        return len(shops)

    def alike(self, first: str, second: str, shop_id: str = DEFAULT_SHOP) -> bool:
        """Whether two lines of a visitor ask for the same. Raises IndexMissingError."""
        synonyms = self._current(shop_id).synonyms
        queries = [prepare(text, self.encoder, synonyms) for text in (first, second)]
        if None in queries:
            return False
        one, other = (query.vector for query in queries if query)
        return float(one @ other) >= ALIKE_FROM

    def answer(
        self, entry: str, *, shop_id: str = DEFAULT_SHOP, language: LanguageTag = "zh"
    ) -> Match | None:
        """One entry by its key, with confidence 1; None when there is no such entry.

        The key may be the stored one or the one that is shown; also a key from before
        ``scan --mask`` finds its entry.
        Raises IndexMissingError until something has been imported.
        """
        content = self._current(shop_id).content
        found = (
            content.by_key.get(entry)
            or self._by_hidden_key[shop_id].get(entry)
            or content.by_key.get(self._hide(entry))
        )
        return self._shown(match(content, found, language, 1.0)) if found else None

    def status(self, shop_id: str = DEFAULT_SHOP) -> Status:
        """What is published and whether it can be searched now; loads nothing. Raises StoreError."""
        published = self.store.published(shop_id)
        return Status(
            version=published.name if published else None,
            entries=published.entries if published else 0,
            questions=published.questions if published else 0,
            encoder=self.encoder.name,
            ready=shop_id in self._indexes,
        )

    def refresh(self, shop_id: str = DEFAULT_SHOP) -> bool:
        """Loads a newly published version, or the refit of the one that serves; true when there was one.

        An error is logged, and the loaded version stays in use.
        """
        if not self._loading.acquire(blocking=False):
            return False  # another thread is loading
        try:
            self._checked_at[shop_id] = time.monotonic()
            published = self.store.published(shop_id)
            serving = self._indexes.get(shop_id)
            if published is None or serving is None:
                return False
            if published.name == serving.content.version and not (
                serving.refit_due
                and self.index_store.refit_due(shop_id, serving.content.digest) is False
            ):
                return False
            return self._load(shop_id, wait_seconds=SHORT_WAIT_SECONDS)
        except KnowledgeBaseError as error:
            log.warning("refresh_failed", shop=shop_id, why=str(error))
            return False
        finally:
            self._loading.release()

    def refit_due(self, shop_id: str = DEFAULT_SHOP) -> bool:
        """Whether the published version serves with the fit of one before. Raises StoreError."""
        published = self.store.published(shop_id)
        return published is not None and bool(self.index_store.refit_due(shop_id, published.digest))

    def refit(self, shop_id: str = DEFAULT_SHOP, progress: Progress = silent) -> bool:
        """Fits the published version anew, where that is due; false when another process is at it.

        A fit whose version was replaced meanwhile is dropped, and the newer version is fitted.
        Raises StoreError, EncoderError and UnwritableFileError.
        """
        with self.index_store.refitting(shop_id) as ours:
            if not ours:
                return False
            while self.refit_due(shop_id):
                content = self.store.content(shop_id)
                if content is None:
                    break
                index = index_content(content, self.settings, self.encoder, progress)
                published = self.store.published(shop_id)
                if published is not None and published.digest == content.digest:
                    self.index_store.write(index)
        return True

    def _shown(self, found: Match) -> Match:
        """A match without personal data beside its answer: an earlier Relay may have stored some."""
        return replace(
            found,
            entry=self._hide(found.entry),
            question=mask(found.question),
            nearest=mask(found.nearest),
            category=mask(found.category),
            source=self._hide(found.source),
            buttons=tuple(
                replace(button, entry=self._hide(button.entry)) for button in found.buttons
            ),
        )

    def _judged(self, index: ShopIndex, result: SearchResult) -> Judged | None:
        if result.evidence is None:
            return None
        return Judged(
            entry=self._hide(result.matches[0].entry),
            version=index.content.version,
            made_of=made_of(self.encoder.fingerprint),
            features=tuple(round(float(value), 6) for value in result.evidence.features),
            chinese=result.evidence.chinese,
            certain=result.evidence.certain,
        )

    def _current(self, shop_id: str) -> ShopIndex:
        if shop_id not in self._indexes:
            with self._loading:
                if shop_id not in self._indexes and not self._load(shop_id):
                    raise IndexMissingError(shop_id)
        elif time.monotonic() - self._checked_at[shop_id] >= self.settings.refresh_seconds:
            self.refresh(shop_id)
        return self._indexes[shop_id]

    def _load(self, shop_id: str, *, wait_seconds: float = LOCK_WAIT_SECONDS) -> bool:
        content = self.store.content(shop_id, wait_seconds=wait_seconds)
        self._checked_at[shop_id] = time.monotonic()
        if content is None:
            return False
        self._hide = Pseudonyms(self.store.pseudonym_secret)
        index = self.index_store.load_or_rebuild(content)
        if shop_id not in self._question_logs:
            self._question_logs[shop_id] = self.index_store.question_log(shop_id)
        self._adapt(shop_id, index)
        hidden = {self._hide(entry.key): entry for entry in content.entries}
        self._by_hidden_key = {
            **self._by_hidden_key,
            shop_id: {name: entry for name, entry in hidden.items() if name != entry.key},
        }
        self._indexes = {**self._indexes, shop_id: index}
        log.info("index_loaded", shop=shop_id, version=content.version)
        return True

    def known_outcomes(self, shop_id: str) -> list[Outcome]:
        """What the shop's confidence learns from, as it weighs. Raises StoreError."""
        return outcomes_of(self.outcomes.all(shop_id), made_of(self.encoder.fingerprint))

    def _adapt_again(self, shop_id: str) -> None:
        """Follows what is new, where the shop is loaded; an error is logged, and nothing changes."""
        if shop_id not in self._indexes:
            return
        try:
            self._adapt(shop_id, self._indexes[shop_id])
        except StoreError as error:
            log.warning("confidence_not_adapted", shop=shop_id, why=str(error))

    def _adapt(self, shop_id: str, index: ShopIndex) -> None:
        asked = self._question_logs[shop_id].all()
        adapted = calibration_for(index, asked, self.settings, self.known_outcomes(shop_id))
        self._calibrations = {**self._calibrations, shop_id: adapted}
