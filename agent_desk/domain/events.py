"""What can happen in a transaction, as facts that the rest of the desk acts on after the commit.

An event holds ids and what no row keeps. Two equal events are one: only the
newest state counts, and that is read once the transaction is committed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageAppended:
    """A line was added to a conversation's log."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True)
class MessageChanged:
    """Something was added to a line: the visitor rated an answer."""

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
    """A conversation left the shop's queue, or was put before others."""

    shop_id: str


@dataclass(frozen=True)
class ConversationOffered:
    """A waiting conversation rings at one agent."""

    offer_id: str


@dataclass(frozen=True)
class OfferEnded:
    """It rings no longer: accepted, declined, expired or withdrawn."""

    offer_id: str
    outcome: str


@dataclass(frozen=True)
class ConversationClaimed:
    """An agent took a waiting conversation, which had waited for ``wait_seconds``."""

    conversation_id: str
    wait_seconds: float


@dataclass(frozen=True)
class ConversationTransferred:
    """A colleague called ``by`` gave the conversation to this agent."""

    conversation_id: str
    agent_id: str
    by: str
    note: str


@dataclass(frozen=True)
class ConversationReleased:
    """The hold of an agent who is gone or silent ended with this change of state."""

    conversation_id: str
    agent_id: str
    change: str


@dataclass(frozen=True)
class DutyChanged:
    """An agent chose another duty."""

    agent_id: str


@dataclass(frozen=True)
class MessageLeft:
    """A visitor left a message; ``reason`` is why nobody came, None when they did not wait for it."""

    conversation_id: str
    reason: str | None


@dataclass(frozen=True)
class WaitStepTaken:
    """A visitor who waits was sent word, or their wait ended (``domain.wait_policy.Step``)."""

    conversation_id: str
    step: str


@dataclass(frozen=True)
class IdleStepTaken:
    """A silent chat was reminded or closed."""

    conversation_id: str
    step: str


@dataclass(frozen=True)
class TurnDue:
    """The bot owes an answer."""

    conversation_id: str


@dataclass(frozen=True)
class TurnAnswered:
    """The bot's reply is in the log; ``handoff_reason`` is set when it called a person."""

    conversation_id: str
    decision: str
    handoff_reason: str | None = None


@dataclass(frozen=True)
class TurnPostponed:
    """The turn waits until Rasa is back."""

    conversation_id: str


@dataclass(frozen=True)
class TurnDropped:
    """The reply came too late: somebody else has the conversation, or the lease ran out."""

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
    | MessageLeft
    | WaitStepTaken
    | IdleStepTaken
    | TurnDue
    | TurnAnswered
    | TurnPostponed
    | TurnDropped
)
