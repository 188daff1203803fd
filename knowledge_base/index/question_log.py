"""A shop's last questions, so that its confidence can follow them.

How many questions are out of scope is estimated from the questions as they come: the log keeps the
numbers that their confidence was made from. It keeps the newest in words as well, with personal
data masked, so that an import can try them on the version that it is about to publish. The file
lies beside the indexes and can be deleted with them: the estimate then starts again.
"""

import os
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import structlog

from knowledge_base.calibration.features import made_of
from knowledge_base.content.results import Evidence

log = structlog.get_logger(__name__)

MAX_QUESTIONS = 2_000
"""Questions that the estimate looks back at."""

SAVE_EVERY = 50
"""New questions after which the estimate is made again and the log written to disk."""


class QuestionLog:
    """The last questions of one shop. Serves all threads.

    ``encoder`` is the fingerprint of the encoder that the numbers come from: those of another
    one cannot be compared and are dropped. ``texts`` questions are kept in words. A file that cannot
    be read or written costs a log line and the estimate.
    """

    def __init__(self, file: Path, encoder: str, texts: int) -> None:
        self._file, self._origin = file, made_of(encoder)
        self._lock = threading.Lock()
        self._new = 0
        self._questions: deque[Evidence] = deque(maxlen=MAX_QUESTIONS)
        self._texts: deque[str] = deque(maxlen=texts)
        self._read()

    def add(self, question: Evidence, text: str) -> bool:
        """True when so many questions are new that the estimate should be made again."""
        with self._lock:
            self._questions.append(question)
            self._texts.append(text)
            self._new += 1
            if self._new < SAVE_EVERY:
                return False
            self._new = 0
        self._write()
        return True

    def all(self) -> list[Evidence]:
        """Oldest first."""
        with self._lock:
            return list(self._questions)

    def texts(self) -> list[str]:
        """The newest questions in words, oldest first."""
        with self._lock:
            return list(self._texts)

    def rewrite(self, change: Callable[[str], str]) -> None:
        """Puts ``change(text)`` in the place of every question, also on disk, where one changes."""
        with self._lock:
            old = list(self._texts)
            self._texts = deque(map(change, old), maxlen=self._texts.maxlen)
            changed = list(self._texts) != old
        if changed:
            self._write()

    def _read(self) -> None:
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                self._texts.extend(map(str, stored["texts"]))
                if str(stored["made_of"]) != self._origin:
                    return
                rows = zip(stored["features"], stored["chinese"], stored["certain"], strict=True)
                self._questions.extend(
                    Evidence(row, bool(zh), bool(sure)) for row, zh, sure in rows
                )
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            log.warning("asked_questions_unreadable", file=self._file.name, why=str(error))

    def _write(self) -> None:
        questions = self.all()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".asked-", dir=self._file.parent)
            with os.fdopen(handle, "wb") as file:
                np.savez(
                    file,
                    made_of=np.array(self._origin),
                    features=np.array([question.features for question in questions]),
                    chinese=np.array([question.chinese for question in questions]),
                    certain=np.array([question.certain for question in questions]),
                    texts=np.array(self.texts(), dtype=np.str_),
                )
            Path(name).replace(self._file)
        except OSError as error:
            log.warning("asked_questions_not_saved", file=self._file.name, why=str(error))
