"""What became of a question that was answered, asked back or handed over; holds nothing of its text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge_base.content.results import Judged

OutcomeKind = Literal[
    "choice",
    "none_of_these",
    "left_open",
    "helpful",
    "not_helpful",
    "objected",
    "claim_after_answer",
    "rephrased",
    "reopened",
    "went_on",
    "agent_used",
    "agent_own_answer",
]
"""How an outcome came about:

- ``choice``: the visitor chose one of the questions that were offered.
- ``none_of_these``: they asked for a person instead; ``left_open``: they wrote something else, or left.
- ``helpful``, ``not_helpful``: they said so of an answer.
- ``objected``: their next words were that it was not what they meant.
- ``claim_after_answer``: they asked for a person right after an answer; ``rephrased``: they asked the
  same in other words; ``reopened``: they did so after the chat had ended.
- ``went_on``: they did none of this, but asked something else, or left.
- ``agent_used``: an agent sent one of the stored answers; ``agent_own_answer``: they wrote their own.
"""

NotHelpfulReason = Literal["other_question", "incomplete", "unclear", "outdated"]
"""Why an answer did not help: it was to another question, or it was the right one and is not good."""


@dataclass(frozen=True)
class OutcomeRecord:
    """What became of a question. ``right`` says whether its best entry was the right one, where that
    is known.

    ``about`` names the question and ``origin`` the person it came from; both are opaque ids that
    whoever records the outcome chooses. ``reason`` is only there with ``not_helpful``.
    """

    kind: OutcomeKind
    judged: Judged
    right: bool | None
    about: str
    origin: str
    at: datetime
    reason: NotHelpfulReason | None = None
