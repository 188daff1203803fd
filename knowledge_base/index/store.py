"""Indexes on disk. All of it can be deleted: what is missing is rebuilt from the database."""

import json
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import structlog
from filelock import FileLock, Timeout

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.content.entries import Content
from knowledge_base.errors import IndexDamagedError, UnwritableFileError, reason_of
from knowledge_base.index.adaptation import aim_of
from knowledge_base.index.assembly import assemble_index, index_content, synonyms_of
from knowledge_base.index.folder import IndexArguments, check_arguments, write_folder
from knowledge_base.index.question_log import QuestionLog
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.progress import Progress, silent, stage
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.phrasings import Encoded, encode
from knowledge_base.search.searcher import Searcher
from knowledge_base.search.vector_index import VectorIndex
from knowledge_base.settings import KnowledgeBaseSettings

log = structlog.get_logger(__name__)

INTERRUPTED_AFTER_SECONDS = 3600.0

_TEXTS = "texts.txt"


class IndexStore:
    """One folder for each shop and digest of entries: versions of equal content share it."""

    def __init__(self, settings: KnowledgeBaseSettings, encoder: Encoder) -> None:
        self._root = settings.index_path
        self._settings = settings
        self._encoder = encoder

    def load_or_rebuild(self, content: Content, progress: Progress = silent) -> ShopIndex:
        """The index of ``content``; rebuilt, with a log line, when there is no good one.

        A folder that cannot be written costs a log line, and the same time at the next start.
        """
        try:
            return self.load(content)
        except IndexDamagedError as error:
            log.warning(
                "index_rebuilt",
                shop=content.shop_id,
                version=content.version,
                why=str(error),
            )
        index = index_content(content, self._settings, self._encoder, progress)
        try:
            self.write(index)
        except UnwritableFileError as error:
            log.warning("index_not_saved", shop=content.shop_id, why=str(error))
        return index

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
        searcher = Searcher.load(folder, content, wording_weight=self._settings.wording_weight)
        return ShopIndex(content, searcher, calibration, synonyms)

    def rebuild(self, content: Content, progress: Progress = silent) -> ShopIndex:
        """Indexes the content from nothing and writes the index. Raises UnwritableFileError."""
        index = index_content(content, self._settings, self._encoder, progress)
        self.write(index)
        return index

    def refit_due(self, shop_id: str, digest: str) -> bool | None:
        """Whether the index on disk waits for its own fit; None when there is none to read."""
        folder = self._root / shop_id / digest
        try:
            values = json.loads((folder / "calibration.json").read_text("utf-8"))
            return bool(values["changed_since"]) and (folder / "classifier.npz").exists()
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @contextmanager
    def refitting(self, shop_id: str) -> Iterator[bool]:
        """Whether this process is the one that refits the shop: another one may be at it. The
        operating system ends its turn when the process ends. Raises UnwritableFileError."""
        lock = FileLock(self._root / shop_id / ".refitting", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            raise UnwritableFileError(
                f"{error.filename} cannot be made: {reason_of(error)}"
            ) from error
        try:
            yield True
        finally:
            lock.release()

    def encode(
        self, content: Content, *, previous: ShopIndex | None, progress: Progress
    ) -> Encoded:
        """The phrasings' vectors; those that ``previous`` has are taken from it."""
        known = None
        if previous is not None:
            texts = previous.texts or self._texts(previous.content)
            if texts is not None:
                vectors = previous.searcher.meaning.vectors()
                known = Encoded(previous.content, texts, vectors, np.arange(len(texts)))
        synonyms = synonyms_of(content.shop_id, self._settings)
        return encode(
            content,
            self._encoder,
            synonyms,
            previous=known,
            progress=stage(progress, "encoding"),
        )

    def assemble(
        self,
        encoded: Encoded,
        *,
        previous: ShopIndex | None,
        meaning: VectorIndex | None = None,
        progress: Progress = silent,
    ) -> ShopIndex:
        """The index of what was encoded, in memory. ``previous`` is the index that was given to
        ``encode``, ``meaning`` an index of its vectors, where there is one already."""
        if not (encoded.previous_rows >= 0).any():
            previous = None
        return assemble_index(
            encoded,
            self._settings,
            self._encoder,
            previous=previous,
            meaning=meaning,
            progress=progress,
        )

    def write(self, index: ShopIndex) -> None:
        """Keeps an index that was just assembled. Raises UnwritableFileError."""
        folder = self._folder(index.content)
        try:
            write_folder(folder, self._arguments(index.content), _writer(index))
        except OSError as error:
            raise UnwritableFileError(
                f"the index in {folder} cannot be written: {reason_of(error)}"
            ) from error

    def question_log(self, shop_id: str) -> QuestionLog:
        """The last questions of a shop, as the last run left them."""
        file = self._root / shop_id / "asked.npz"
        return QuestionLog(file, self._encoder.fingerprint, self._settings.gate_questions)

    def remove_old(self, shop_id: str, kept: Collection[str]) -> None:
        """Deletes the indexes of all versions but those whose digests are ``kept``, and what
        interrupted runs left."""
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

    def remove_shop(self, shop_id: str) -> None:
        """Deletes all indexes of a shop, and its last questions."""
        shutil.rmtree(self._root / shop_id, ignore_errors=True)

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
    """Writes the index's files into a folder."""

    def write(folder: Path) -> None:
        index.searcher.save(folder)
        text = json.dumps(index.calibration.to_dict(), indent=1)
        (folder / "calibration.json").write_text(text, encoding="utf-8")
        (folder / _TEXTS).write_text("\n".join(index.texts), encoding="utf-8")

    return write
