"""Outcomes of visitors' questions, for tests of what is learnt from them."""

from datetime import UTC, datetime
from itertools import count

from knowledge_base.content.outcomes import OutcomeRecord
from knowledge_base.content.results import Judged

_NUMBERS = count()

JUDGED = Judged(
    entry="returns",
    version="1-abc",
    made_of="an encoder",
    features=(0.5, 0.2, 0.6, 0.8, 1.5),
    chinese=False,
)


def a_record(kind="agent_used", right=True, *, judged=JUDGED, about=None, origin=None, reason=None):
    """An outcome of a question and a person of their own, unless they are named."""
    number = next(_NUMBERS)
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    about, origin = about or f"question-{number}", origin or f"visitor-{number}"
    return OutcomeRecord(kind, judged, right, about, origin, at, reason)


def an_outcome(found, kind="agent_used", right=True, **others):
    """An outcome of the question that a search was asked."""
    return a_record(kind, right, judged=found.judged, **others)
