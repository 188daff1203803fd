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
)
from agent_desk.texts.languages import Region
from agent_desk.types import Count, Id, Name, Text
from knowledge_base.content.outcomes import NotHelpfulReason

# --- what a visitor sees -----------------------------------------------------


class VisitorConversation(Payload):
    """The state of a visitor's conversation as the widget shows it."""

    id: str
    state: ConversationState
    language: Language = Field(
        description="What the visitor writes. The widget's own texts follow it."
    )
    agent_name: str | None = None
    queue_position: Count | None = Field(None, description="1 = next; only while queued.")
    returned_ahead: Count = Field(
        0, description="How many came back to the queue in front of it since it waits."
    )
    expected_wait_seconds: Count | None = Field(
        None, description="Only while queued, and if enough waits were measured."
    )
    message_offer: MessageOffer | None = Field(
        None, description="Why the visitor is asked to leave a message; None if they are not."
    )
    reference: str | None = Field(
        None, description="The number of the left message that waits for an answer."
    )
    rating: Count | None = None
    last_seq: Count


class ShopTexts(Payload):
    """What a shop says of itself, in one language and script."""

    name: str
    suggestions: list[str] = Field(description="Up to three questions to start with.")
    greeting: str


class ShopView(Payload):
    id: str
    accent: str
    texts: dict[Language, ShopTexts] = Field(description="In every language.")
    traditional: Region = Field(
        description="Whose Traditional Chinese the shop speaks: that of Taiwan (`tw`) or of Hong "
        "Kong (`hk`)."
    )


# --- acknowledgements --------------------------------------------------------


class MessageAck(Ack):
    """The line is committed."""

    message: Message


class MessageLeaveAck(MessageAck):
    """The message is stored; ``message`` is its line."""

    reference: str = Field(description="The number of the message.")
    answer_by: datetime | None = Field(
        description="The visitor can expect an answer by then; null if the desk promises no time."
    )


class MessagesAck(Ack):
    messages: list[Message]
    more: bool = Field(
        description="There are more lines: newer ones with after_seq, otherwise older ones."
    )


# --- visitor → desk ----------------------------------------------------------


class VisitorConnect(Payload):
    """The ``auth`` of a connection to ``/visitor``. The client makes a new one for every connect."""

    shop_id: Name
    token: Name | None = None
    identity: Text | None = Field(None, description="A shop's signed identity (JWT, HS256).")
    language: Language = "en"
    conversation_id: Id | None = Field(
        None, description="The conversation whose lines the client holds."
    )
    last_seq: Count = Field(0, description="Its newest line that the client holds.")


class MessageSend(Payload):
    client_message_id: ClientMessageId
    text: Text


class ChoiceSelect(Payload):
    """A click on a chip: the trusted way to ask a stored question."""

    client_message_id: ClientMessageId
    message_id: Id
    choice_id: Name


class HandoffRequest(Payload):
    """'Talk to a person', from the header or a chip."""

    client_message_id: ClientMessageId


class QueueLeave(Payload):
    """The visitor leaves the queue."""


class AnswerSeen(Payload):
    """The visitor has seen the answer to the message that they left."""


class MessageLeave(Payload):
    """A message with contact details, while no agent comes."""

    client_message_id: ClientMessageId
    contact: Text = Field(max_length=400, description="An e-mail address or a phone number.")
    text: Text


class ProofSend(Payload):
    """The solution of a ``Challenge``. For a while the guest may write without another one."""

    challenge: Name = Field(description="The ``text`` of the challenge.")
    nonce: Count


class TypingSet(Payload):
    typing: bool


class AnswerRate(Payload):
    message_id: Id
    helpful: bool
    reason: NotHelpfulReason | None = Field(
        None, description="With ``helpful`` false: it was to another question, or is not good."
    )


class ConversationRate(Payload):
    score: int = Field(ge=1, le=5)
    comment: Text = ""


# --- desk → visitor ----------------------------------------------------------


class SessionReady(Payload):
    """The first event after a connect: the shop, the conversation, and the lines to show."""

    visitor_token: str | None = Field(
        None, description="Only if it is new; the client keeps it and sends it at the next connect."
    )
    shop: ShopView
    conversation: VisitorConversation | None = None
    messages: list[Message]
    more: bool = Field(description="There are lines older than the first of ``messages``.")
    reset: bool = Field(
        description="True: ``messages`` is the newest page, and the client drops the lines that it "
        "holds. False: they continue after ``last_seq``."
    )
    max_text_length: Count


class TypingChanged(Payload):
    author: Literal["bot", "agent"]
    typing: bool
