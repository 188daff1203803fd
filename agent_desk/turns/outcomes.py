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
        """Stores what was added, of each shop at once. What the database refuses waits."""
        by_shop: dict[str, list[tuple[OutcomeKnown, datetime]]] = {}
        while self._waiting:
            known, at = self._waiting.popleft()
            by_shop.setdefault(known.shop_id, []).append((known, at))
        for shop_id, waiting in by_shop.items():
            try:
                self._knowledge_base.record([self._record(*one) for one in waiting], shop_id)
            except KnowledgeBaseError as error:
                logger.warning(
                    "outcomes_not_stored", shop=shop_id, outcomes=len(waiting), why=str(error)
                )
                self._waiting.extendleft(reversed(waiting))

    def _record(self, known: OutcomeKnown, at: datetime) -> OutcomeRecord:
        kind: OutcomeKind = known.kind
        right = known.right
        if known.texts and not self._knowledge_base.alike(*known.texts, known.shop_id):
            kind, right = "went_on", True
        return OutcomeRecord(
            kind, known.judged, right, known.about, known.visitor_id, at, known.reason
        )
