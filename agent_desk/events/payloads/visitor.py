"""Payloads of the namespace ``/visitor``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from agent_desk.domain.vocabulary import Language, MessageOffer
from agent_desk.events.payloads.shared import (
    Ack,
    ClientMessageId,
    ConversationState,
    Message,
    Payload,
    Text,
)

# --- what a visitor sees -----------------------------------------------------


class VisitorConversation(Payload):
    """The state of a visitor's conversation as the widget shows it."""

    id: str
    state: ConversationState
    agent_name: str | None = None
    queue_position: int | None = Field(None, description="1 = next; only while queued.")
    expected_wait_seconds: int | None = Field(
        None, description="From measured waits; only while queued, None when too few are known."
    )
    message_offer: MessageOffer | None = Field(
        None, description="Why the visitor is asked to leave a message; None when they are not."
    )
    reference: str | None = Field(
        None, description="The number of the message that waits for an answer."
    )
    rating: int | None = None
    last_seq: int


class ShopView(Payload):
    id: str
    name: str
    accent: str
    suggestions: list[str] = Field(description="Up to three things that people ask most.")
    greeting: str


# --- acknowledgements --------------------------------------------------------


class MessageAck(Ack):
    """The line is committed."""

    message: Message


class MessageLeaveAck(MessageAck):
    """The message is stored; ``message`` is its line."""

    reference: str = Field(description="The number to name it by.")
    answer_by: datetime = Field(description="When an answer can be expected.")


class MessagesAck(Ack):
    messages: list[Message]
    more: bool = Field(
        description="There are older lines (with before_seq) or newer ones (after_seq)."
    )


# --- visitor → desk ----------------------------------------------------------


class VisitorConnect(Payload):
    """The ``auth`` of a connection to ``/visitor``, made afresh at every connect."""

    shop_id: str
    token: str | None = None
    identity: str | None = Field(None, description="A shop's signed identity (JWT, HS256).")
    language: Language = "en"
    conversation_id: str | None = Field(None, description="The thread that the client holds.")
    last_seq: int = Field(0, ge=0, description="Newest line of it that the client holds.")


class MessageSend(Payload):
    client_message_id: ClientMessageId
    text: Text


class ChoiceSelect(Payload):
    """A click on a chip: the trusted way to ask a stored question."""

    client_message_id: ClientMessageId
    message_id: str
    choice_id: str


class HandoffRequest(Payload):
    """'Talk to a person', from the header or a chip."""

    client_message_id: ClientMessageId


class QueueLeave(Payload):
    """Back to the bot."""


class AnswerSeen(Payload):
    """The visitor has looked at the answer to the message that they left."""


class MessageLeave(Payload):
    """A message for when somebody is there, with how to reach its sender."""

    client_message_id: ClientMessageId
    contact: Text = Field(max_length=400, description="An e-mail address or a phone number.")
    text: Text


class TypingSet(Payload):
    typing: bool


class AnswerRate(Payload):
    message_id: str
    helpful: bool


class ConversationRate(Payload):
    score: int = Field(ge=1, le=5)
    comment: Text = ""


# --- desk → visitor ----------------------------------------------------------


class SessionReady(Payload):
    """First event after a connect: the thread from ``last_seq`` on, and the rules."""

    visitor_token: str | None = Field(None, description="Only when it is new: keep it.")
    shop: ShopView
    conversation: VisitorConversation | None = None
    messages: list[Message]
    more: bool = Field(description="There are lines older than the first of ``messages``.")
    reset: bool = Field(
        description="True when ``messages`` is the newest page and what the client holds is to be "
        "dropped; False when they continue from ``last_seq``."
    )
    max_text_length: int


class TypingChanged(Payload):
    author: Literal["bot", "agent"]
    typing: bool
