"""Hands what became of questions on to the knowledge base."""

from __future__ import annotations

from collections import deque
from datetime import datetime

import structlog

from agent_desk.clock import Clock
from agent_desk.domain.events import OutcomeKnown
from knowledge_base import KnowledgeBase, KnowledgeBaseError
from knowledge_base.content.outcomes import OutcomeKind, OutcomeRecord

logger = structlog.get_logger(__name__)

WAITING = 1_000
"""Outcomes kept until they are stored; of more the newest."""


class OutcomeRecorder:
    """``add`` is cheap and for the event loop; ``store`` may wait for the database, and is for a
    thread. What a process has not stored when it ends is lost."""

    def __init__(self, knowledge_base: KnowledgeBase, clock: Clock) -> None:
        self._knowledge_base = knowledge_base
        self._clock = clock
        self._waiting: deque[tuple[OutcomeKnown, datetime]] = deque(maxlen=WAITING)

    def add(self, known: OutcomeKnown) -> None:
        """Keeps an outcome until the next ``store``."""
        self._waiting.append((known, self._clock()))

    def store(self) -> None:
        """Stores what was added. What cannot be stored costs a log line."""
        while self._waiting:
            known, at = self._waiting.popleft()
            try:
                self._store(known, at)
            except KnowledgeBaseError as error:
                logger.warning("outcome_not_stored", shop=known.shop_id, why=str(error))

    def _store(self, known: OutcomeKnown, at: datetime) -> None:
        kind: OutcomeKind = known.kind
        right = known.right
        if known.texts and not self._knowledge_base.alike(*known.texts, known.shop_id):
            kind, right = "went_on", True
        record = OutcomeRecord(
            kind, known.judged, right, known.about, known.visitor_id, at, known.reason
        )
        self._knowledge_base.record(record, known.shop_id)
