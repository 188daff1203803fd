"""What a running shop's last questions were like, so that its confidence keeps step with them.

How many questions are out of scope is learnt from the questions as they come: kept are the numbers
that the confidence is made from. The newest are kept in words as well, with personal data masked,
so that an import can ask them of the version that it is about to publish. All of it lies beside the
indexes and can be deleted with them: the estimate then begins anew.
"""

import os
import tempfile
import threading
from collections import deque
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import structlog

from knowledge_base.calibration.features import NAMES
from knowledge_base.content.results import Evidence

log = structlog.get_logger(__name__)

KEPT = 2_000
"""Questions that the estimate looks back at."""

NEWS = 50
"""New questions after which it is made again, and written to disk."""


class AskedQuestions:
    """The last questions of one shop. Serves all threads.

    ``encoder`` names the vectors that the numbers come from: those of another are not comparable
    and are left behind. ``texts`` questions are kept in words. A file that cannot be read or written costs a log line and the estimate.
    """

    def __init__(self, file: Path, encoder: str, texts: int) -> None:
        self._file, self._encoder = file, encoder
        self._lock = threading.Lock()
        self._news = 0
        self._questions: deque[Evidence] = deque(maxlen=KEPT)
        self._texts: deque[str] = deque(maxlen=texts)
        self._read()

    def add(self, question: Evidence, text: str) -> bool:
        """True when so many are new that the estimate should be made again."""
        with self._lock:
            self._questions.append(question)
            self._texts.append(text)
            self._news += 1
            if self._news < NEWS:
                return False
            self._news = 0
        self._write()
        return True

    def all(self) -> list[Evidence]:
        """Oldest first."""
        with self._lock:
            return list(self._questions)

    def texts(self) -> list[str]:
        """The newest in words, oldest first."""
        with self._lock:
            return list(self._texts)

    def _read(self) -> None:
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                self._texts.extend(map(str, stored["texts"]))
                if str(stored["made_of"]) != self._made_of:
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
                    made_of=np.array(self._made_of),
                    features=np.array([question.features for question in questions]),
                    chinese=np.array([question.chinese for question in questions]),
                    certain=np.array([question.certain for question in questions]),
                    texts=np.array(self.texts(), dtype=np.str_),
                )
            Path(name).replace(self._file)
        except OSError as error:
            log.warning("asked_questions_not_saved", file=self._file.name, why=str(error))

    @property
    def _made_of(self) -> str:
        return " ".join((self._encoder, *NAMES))
