"""Candidates for review, the decisions on them, and the store that keeps both."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.language.text import normalise

Verdict = Literal["accept", "merge", "reject"]
"""A new entry (or a new text of the entry it was meant for), phrasings of another entry, or
nothing."""


class UnknownCandidateError(KnowledgeBaseError):
    """No candidate of that number is pending: there is none, or it was published already."""

    def __init__(self, candidate_id: int) -> None:
        super().__init__(f"there is no candidate {candidate_id} that could be decided on")
        self.candidate_id = candidate_id


@dataclass(frozen=True)
class Candidate:
    """A question and answer that becomes an entry only when somebody accepts it.

    ``fingerprint`` is the same for the same questions and answer in another run. ``questions``
    has the most typical phrasing first. ``count`` is the number of chats (or rows) it comes from.
    ``reason`` is a code that docs/importing.md explains ("past_chat", "contradiction", …),
    ``detail`` one sentence. ``entry`` is the entry that it was meant for, "" for a new one.
    """

    fingerprint: str
    questions: tuple[str, ...]
    answer: str
    other_answers: tuple[str, ...] = ()
    language: LanguageTag = "zh"
    category: str = ""
    file: str = ""
    line: int = 1
    count: int = 1
    reason: str = "past_chat"
    detail: str = ""
    entry: str = ""


@dataclass(frozen=True)
class StoredCandidate:
    """A candidate in the store."""

    id: int
    candidate: Candidate
    created_at: datetime


@dataclass(frozen=True)
class Decision:
    """What a person decided on a candidate.

    ``questions``, ``answer`` and ``category`` are the texts as that person left them. ``entry`` is
    the key of the entry to merge into, or of an accepted candidate ("": as it comes).
    """

    id: int
    verdict: Verdict
    entry: str = ""
    questions: tuple[str, ...] = ()
    answer: str = ""
    category: str = ""
    by: str = ""


class CandidateStore(Protocol):
    """Where candidates wait. Every method raises StoreError when the database refuses."""

    def pending(self, shop_id: str) -> list[StoredCandidate]:
        """Those without a decision: the most frequent first."""

    def add(self, shop_id: str, candidates: Iterable[Candidate]) -> int:
        """Number of new ones; a fingerprint that is known, decided or not, is left as it is."""

    def decide(self, shop_id: str, decision: Decision) -> None:
        """Keeps a decision at once, in place of an earlier one.

        Raises UnknownCandidateError for an id that the shop does not have, or that was published.
        """

    def reopen(self, shop_id: str, candidate_id: int) -> None:
        """Takes a decision back. Raises UnknownCandidateError like ``decide``."""

    def decided(self, shop_id: str) -> list[tuple[StoredCandidate, Decision]]:
        """Accepted or merged, and not published yet, in the order of their ids."""

    def mark_published(self, shop_id: str, ids: Iterable[int]) -> None:
        """Marks candidates as part of the published entries."""


def fingerprint(questions: Sequence[str], answer: str, entry: str = "") -> str:
    """Names a candidate by its first question, its answer, however they are spelt, and the entry
    that it was meant for."""
    question = normalise(questions[0]) if questions else ""
    text = "\0".join((question, normalise(answer), *([entry] if entry else [])))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def decision_on(stored: StoredCandidate, verdict: Verdict, by: str, entry: str = "") -> Decision:
    """A decision that leaves the candidate's texts as they are."""
    candidate = stored.candidate
    return Decision(
        stored.id,
        verdict,
        entry=entry or candidate.entry,
        questions=candidate.questions,
        answer=candidate.answer,
        category=candidate.category,
        by=by,
    )
