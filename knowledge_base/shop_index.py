"""Everything that answers the questions of one shop in one version: content, indexes, calibration.

Immutable once made, so that a search under way is not disturbed when a newer one takes over.
"""

import json
import shutil
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import structlog

from knowledge_base.asked import AskedQuestions
from knowledge_base.building import Built, build
from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.calibration.features import Evidence, evidence
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import samples
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Content, Entry
from knowledge_base.errors import IndexDamagedError
from knowledge_base.index import IndexArguments, check_arguments, write_folder
from knowledge_base.phrasings import Encoded, encode
from knowledge_base.results import Language, Match, SearchResult
from knowledge_base.searcher import Ranking, Searcher, prepare
from knowledge_base.settings import KnowledgeBaseSettings
from knowledge_base.synonyms import Synonyms

log = structlog.get_logger(__name__)

INTERRUPTED_AFTER_SECONDS = 3600.0

CAUTION = 0.5
"""Share of the wrong answers that the precision allows which is planned for. A base learns its
confidence from its own phrasings, and customers write less like these than they like each other:
measured on the development halves of docs/quality.md, up to twice as many are wrong as expected."""

ENOUGH_ASKED = 200
"""Visitors' questions from which on the confidence follows them; before, it is as imported."""

FITTED_ANEW = 0.05
"""Share of a large base's phrasings that may change before its confidence is fitted anew."""

_TEXTS = "texts.txt"

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total)."""


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
    encoded = encode(content, encoder, synonyms, progress=_stage(progress, "encoding"))
    return index_of(encoded, settings, encoder, progress=progress)


def index_of(
    encoded: Encoded,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    *,
    like: ShopIndex | None = None,
    progress: Progress = lambda *_: None,
) -> ShopIndex:
    """Indexes, learns and calibrates what was encoded; ``like`` is the index that the rows
    ``encoded.same`` are of."""
    content = encoded.content
    synonyms = synonyms_of(content.shop_id, settings)
    built = build(
        encoded,
        encoder,
        out_of_scope_lines(),
        wording_weight=settings.wording_weight,
        synonyms=synonyms,
        like=None if like is None else like.searcher,
        progress=progress,
    )
    calibration = _carried_on(encoded, built, like)
    if calibration is None:
        drawn = samples(content, built, _stage(progress, "calibrating"))
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


def _stage(progress: Progress, name: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)


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


class IndexFolder:
    """Indexes on disk, one folder a shop and version. All of it can be deleted."""

    def __init__(self, settings: KnowledgeBaseSettings, encoder: Encoder) -> None:
        self._root = settings.index_path
        self._settings = settings
        self._encoder = encoder

    def load_or_build(self, content: Content, progress: Progress = lambda *_: None) -> ShopIndex:
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
            return self.build(content, progress)

    def load(self, content: Content) -> ShopIndex:
        """Raises IndexDamagedError, saying why it cannot be used."""
        folder = self._folder(content)
        check_arguments(folder, self._arguments(content))
        try:
            values = json.loads((folder / "calibration.json").read_text("utf-8"))
            calibration = Calibration.from_dict(values)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError("calibration.json cannot be read") from error
        synonyms = synonyms_of(content.shop_id, self._settings)
        searcher = Searcher.load(
            folder, content, wording_weight=self._settings.wording_weight, synonyms=synonyms
        )
        return ShopIndex(content, searcher, calibration, synonyms)

    def build(self, content: Content, progress: Progress = lambda *_: None) -> ShopIndex:
        """Makes the index and writes it; an unwritable folder costs the next start, no more."""
        index = build_index(content, self._settings, self._encoder, progress)
        try:
            self.write(index)
        except OSError as error:
            log.warning("index_not_saved", shop=content.shop_id, why=str(error))
        return index

    def encode(self, content: Content, *, like: ShopIndex | None, progress: Progress) -> Encoded:
        """The phrasings' vectors; what ``like`` has in common is taken from it."""
        known = None
        if like is not None:
            texts = like.texts or self._texts(like.content)
            if texts is not None:
                vectors = like.searcher.meaning.vectors()
                known = Encoded(like.content, texts, vectors, np.arange(len(texts)))
        synonyms = synonyms_of(content.shop_id, self._settings)
        return encode(
            content,
            self._encoder,
            synonyms,
            like=known,
            progress=_stage(progress, "encoding"),
        )

    def make(
        self, encoded: Encoded, *, like: ShopIndex | None, progress: Progress = lambda *_: None
    ) -> ShopIndex:
        """The index of what was encoded, in memory; ``like`` is what it was encoded like."""
        if not (encoded.same >= 0).any():
            like = None
        return index_of(encoded, self._settings, self._encoder, like=like, progress=progress)

    def write(self, index: ShopIndex) -> None:
        """Keeps an index that was just made. Raises OSError."""
        write_folder(self._folder(index.content), self._arguments(index.content), _writer(index))

    def asked(self, shop_id: str) -> AskedQuestions:
        """The last questions of a shop, as the last run left them."""
        file = self._root / shop_id / "asked.npz"
        return AskedQuestions(file, self._encoder.fingerprint, self._settings.gate_questions)

    def remove_old(self, shop_id: str, kept: Collection[str]) -> None:
        """Deletes the indexes of all versions but those whose digests are ``kept``, and remains of
        interrupted runs."""
        try:
            folders = [path for path in (self._root / shop_id).iterdir() if path.is_dir()]
            old = [
                path
                for path in folders
                if (_is_old(path) if path.name.startswith(".") else path.name not in kept)
            ]
        except OSError as error:
            log.warning("old_indexes_not_removed", shop=shop_id, why=str(error))
            return
        for path in old:
            shutil.rmtree(path, ignore_errors=True)

    def _texts(self, content: Content) -> list[str] | None:
        try:
            lines = (self._folder(content) / _TEXTS).read_text("utf-8").split("\n")
        except (OSError, ValueError):
            return None
        return lines if len(lines) == len(content.phrasings) else None

    def _folder(self, content: Content) -> Path:
        return self._root / content.shop_id / content.digest

    def _arguments(self, content: Content) -> IndexArguments:
        aim = aim_of(self._settings)
        return IndexArguments(
            shop_id=content.shop_id,
            digest=content.digest,
            encoder=self._encoder.name,
            fingerprint=self._encoder.fingerprint,
            dimension=self._encoder.dimension,
            vectors=len(content.phrasings),
            wording_weight=self._settings.wording_weight,
            synonyms=json.dumps(self._settings.synonyms.get(content.shop_id, ())),
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
        (folder / _TEXTS).write_text("\n".join(index.texts), encoding="utf-8")

    return write
