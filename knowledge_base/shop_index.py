"""Everything that answers the questions of one shop in one version: content, indexes, calibration.

Immutable once made, so that a search under way is not disturbed when a newer one takes over.
"""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.fitting import Aim, enough_to_learn_from, fit, prior
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import samples
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Content, Entry
from knowledge_base.errors import IndexDamagedError
from knowledge_base.index import IndexArguments, check_arguments, write_folder
from knowledge_base.results import Language, Match, SearchResult
from knowledge_base.searcher import Searcher, is_chinese, prepare
from knowledge_base.settings import KnowledgeBaseSettings

log = structlog.get_logger(__name__)

KEPT_VERSIONS = 2
INTERRUPTED_AFTER_SECONDS = 3600.0

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total)."""


@dataclass(frozen=True)
class ShopIndex:
    """Answers questions; needs no database."""

    content: Content
    searcher: Searcher
    calibration: Calibration

    def search(
        self, question: str, encoder: Encoder, *, language: Language | None, limit: int
    ) -> SearchResult:
        """Matches best first and their band; see KnowledgeBase.search."""
        query = prepare(question, encoder)
        if query is None:
            return SearchResult([], "nothing")
        shown = language or ("zh" if is_chinese(question) else "en")
        ranking = self.searcher.rank(query)
        confidences, band = self.calibration.judge(ranking, limit)
        matches = [
            match(self.content.entries[ranked.entry], shown, confidence)
            for ranked, confidence in zip(ranking.entries, confidences, strict=False)
        ]
        return SearchResult(matches, band)


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


class IndexFolder:
    """Indexes on disk, one folder a shop and version. All of it can be deleted."""

    def __init__(self, settings: KnowledgeBaseSettings, encoder: Encoder) -> None:
        self._root = settings.index_path
        self._settings = settings
        self._encoder = encoder

    def load_or_build(self, content: Content) -> ShopIndex:
        """The index of ``content``; rebuilt, with a log line, when there is no good one."""
        try:
            return self.load(content)
        except IndexDamagedError as error:
            log.warning(
                "index_rebuilt",
                shop=content.shop_id,
                version=content.version,
                why=str(error),
            )
            return self.build(content)

    def load(self, content: Content) -> ShopIndex:
        """Raises IndexDamagedError, saying why it cannot be used."""
        folder = self._folder(content)
        check_arguments(folder, self._arguments(content))
        try:
            values = json.loads((folder / "calibration.json").read_text("utf-8"))
            calibration = Calibration.from_dict(values)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError("calibration.json cannot be read") from error
        searcher = Searcher.load(folder, content, wording_weight=self._settings.wording_weight)
        if not len(searcher.meaning) == len(searcher.wording) == len(content.phrasings):
            raise IndexDamagedError("it holds another number of questions")
        return ShopIndex(content, searcher, calibration)

    def build(self, content: Content, progress: Progress = lambda *_: None) -> ShopIndex:
        """Makes the index and writes it; an unwritable folder costs the next start, no more."""
        searcher = Searcher.build(
            content,
            self._encoder,
            wording_weight=self._settings.wording_weight,
            progress=lambda done, total: progress("encoding", done, total),
        )
        index = ShopIndex(content, searcher, self._calibrated(content, searcher, progress))
        try:
            write_folder(self._folder(content), self._arguments(content), _writer(index))
        except OSError as error:
            log.warning("index_not_saved", shop=content.shop_id, why=str(error))
        return index

    def _calibrated(self, content: Content, searcher: Searcher, progress: Progress) -> Calibration:
        if not enough_to_learn_from(content):
            log.info(
                "calibration_is_the_prior",
                shop=content.shop_id,
                version=content.version,
            )
            return prior(self._aim())
        asked = samples(
            content,
            searcher,
            self._encoder,
            out_of_scope_lines(),
            lambda done, total: progress("calibrating", done, total),
        )
        return fit(asked, self._aim())

    def remove_old(self, content: Content) -> None:
        """Deletes what no process loads any more: all but the last two versions of the shop
        (another process may just be loading the one before), and remains of interrupted runs."""
        parent = self._folder(content).parent
        try:
            folders = sorted(parent.iterdir(), key=lambda path: -path.stat().st_mtime)
            versions = [path for path in folders if not path.name.startswith(".")]
            remains = [path for path in folders if path not in versions and _is_old(path)]
        except OSError as error:
            log.warning("old_indexes_not_removed", shop=content.shop_id, why=str(error))
            return
        for path in versions[KEPT_VERSIONS:] + remains:
            shutil.rmtree(path, ignore_errors=True)

    def _folder(self, content: Content) -> Path:
        return self._root / content.shop_id / content.version

    def _aim(self) -> Aim:
        settings = self._settings
        return Aim(
            settings.answer_precision,
            settings.clarify_probability,
            settings.out_of_scope_share,
        )

    def _arguments(self, content: Content) -> IndexArguments:
        aim = self._aim()
        return IndexArguments(
            shop_id=content.shop_id,
            version=content.version,
            encoder=self._encoder.name,
            fingerprint=self._encoder.fingerprint,
            dimension=self._encoder.dimension,
            vectors=len(content.phrasings),
            wording_weight=self._settings.wording_weight,
            aim=f"{aim.answer_precision}/{aim.clarify_probability}/{aim.out_of_scope_share}",
        )


def _is_old(folder: Path) -> bool:
    return time.time() - folder.stat().st_mtime > INTERRUPTED_AFTER_SECONDS


def _writer(index: ShopIndex) -> Callable[[Path], None]:
    """What writes the index's files into a folder."""

    def write(folder: Path) -> None:
        index.searcher.save(folder)
        text = json.dumps(index.calibration.to_dict(), indent=1)
        (folder / "calibration.json").write_text(text, encoding="utf-8")

    return write
