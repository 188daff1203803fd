"""What can happen in a transaction. The rest of the desk acts on it after the commit.

An event holds ids, and what no row keeps. Two equal events count as one, since
the state is read after the commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent_desk.domain.vocabulary import OfferOutcome
from knowledge_base.content.outcomes import NotHelpfulReason, OutcomeKind
from knowledge_base.content.results import Judged


@dataclass(frozen=True)
class MessageAppended:
    """A line was added to a conversation's log."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True)
class MessageChanged:
    """The visitor rated an answer, or the chat once more."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True)
class ConversationChanged:
    """What lists and headers show of a conversation may be different now."""

    conversation_id: str


@dataclass(frozen=True)
class ConversationQueued:
    """A conversation began to wait for a person."""

    conversation_id: str


@dataclass(frozen=True)
class QueueMoved:
    """A conversation left the shop's queue, or was put in front of others."""

    shop_id: str


@dataclass(frozen=True)
class ConversationOffered:
    """A waiting conversation rings at one agent."""

    offer_id: str


@dataclass(frozen=True)
class OfferEnded:
    """The conversation no longer rings at the agent."""

    offer_id: str
    outcome: OfferOutcome


@dataclass(frozen=True)
class ConversationClaimed:
    """An agent took a conversation that had waited for ``wait_seconds``."""

    conversation_id: str
    wait_seconds: float


@dataclass(frozen=True)
class ConversationTransferred:
    """A colleague gave the conversation to this agent. ``by`` is the colleague's name."""

    conversation_id: str
    agent_id: str
    by: str
    note: str


@dataclass(frozen=True)
class ConversationReleased:
    """The desk took the conversation from an agent who is gone or silent.

    ``change`` is the change of state that did it (``domain.conversation.Change``).
    """

    conversation_id: str
    agent_id: str
    change: str


@dataclass(frozen=True)
class DutyChanged:
    """An agent chose another duty."""

    agent_id: str


@dataclass(frozen=True)
class VisitorSignedIn:
    """A guest, or a new visitor, now has a signed identity."""

    visitor_id: str


@dataclass(frozen=True)
class MessageLeft:
    """A visitor left a message. ``reason`` is why the desk asked for one; None if it did not."""

    conversation_id: str
    reason: str | None


@dataclass(frozen=True)
class WaitStepTaken:
    """A waiting visitor got a notice, or their wait ended. ``step``: ``domain.wait_policy.Step``."""

    conversation_id: str
    step: str


@dataclass(frozen=True)
class IdleStepTaken:
    """The desk reminded a silent visitor, or closed their chat."""

    conversation_id: str
    step: str


@dataclass(frozen=True)
class GuessingAlarmRaised:
    """So many wrong pairs of order number and digits were tried in a shop that it is an attack."""

    shop_id: str


@dataclass(frozen=True)
class OutcomeKnown:
    """What became of a question that the knowledge base judged (knowledge_base OutcomeRecord).

    ``about`` is the line that answered it, ``visitor_id`` who asked. ``texts`` are two lines of theirs:
    only if they ask for the same it is ``kind``, otherwise the visitor went on.
    """

    shop_id: str
    visitor_id: str
    about: str
    judged: Judged
    kind: OutcomeKind
    right: bool | None
    reason: NotHelpfulReason | None = None
    texts: tuple[str, str] | None = None


@dataclass(frozen=True)
class TurnDue:
    """The bot has a question to answer from ``at`` on."""

    conversation_id: str
    shop_id: str
    at: datetime


@dataclass(frozen=True)
class TurnAnswered:
    """The bot's reply is in the log. ``handoff_reason`` is set if it called a person."""

    conversation_id: str
    decision: str
    handoff_reason: str | None = None


@dataclass(frozen=True)
class TurnPostponed:
    """The turn waits until Rasa is back."""

    conversation_id: str


@dataclass(frozen=True)
class TurnDropped:
    """The reply came too late: the state of the conversation changed, or the lease ran out."""

    conversation_id: str


Event = (
    MessageAppended
    | MessageChanged
    | ConversationChanged
    | ConversationQueued
    | QueueMoved
    | ConversationOffered
    | OfferEnded
    | ConversationClaimed
    | ConversationTransferred
    | ConversationReleased
    | DutyChanged
    | VisitorSignedIn
    | MessageLeft
    | WaitStepTaken
    | IdleStepTaken
    | GuessingAlarmRaised
    | OutcomeKnown
    | TurnDue
    | TurnAnswered
    | TurnPostponed
    | TurnDropped
)
