"""Payloads of both namespaces: their base class, a line of the log, a refusal."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from agent_desk.domain.plain_text import storable
from agent_desk.domain.vocabulary import (
    Author,
    ChoiceKind,
    EventType,
    Language,
    MessageOffer,
    SpokenLanguage,
)
from agent_desk.types import Count
from knowledge_base.content.outcomes import NotHelpfulReason

ConversationState = Literal["bot", "queued", "assigned", "left_message", "resolved"]


MESSAGE_MAX_LENGTH = 300

ClientMessageId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{8,64}$", max_length=64)]


class Payload(BaseModel):
    """Base of all payloads. Unknown fields are refused, so that a typo is found."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


class Choice(Payload):
    """A chip under a bot's line. A click sends ``choice_select``, or ``handoff_request`` (person).

    A link sends nothing: its ``url``, which begins with https://, opens in a new tab.
    """

    id: str
    kind: ChoiceKind
    label: str
    url: str | None = Field(None, description="Only of a link; it begins with https://.")


class Source(Payload):
    """The stored answer that a bot's line comes from."""

    entry: str
    question: str
    language: SpokenLanguage
    translated: bool = Field(
        description="True if the entry exists only in the other language; the widget says so."
    )


class LogEvent(Payload):
    """What a line of the log records besides text; each client words it in its own language."""

    type: EventType
    agent_name: str | None = None
    to_name: str | None = Field(None, description="With ``transferred``: who has the chat now.")
    score: Count | None = None
    reason: MessageOffer | None = Field(
        None, description="With ``message_offered`` and ``wait_ended``: why no person comes."
    )
    reference: str | None = Field(None, description="The number of the left message.")
    contact: str | None = Field(None, description="The contact details of the sender, masked.")


class Message(Payload):
    """One line of the log as a visitor sees it."""

    id: str
    conversation_id: str
    seq: Count = Field(
        description="Position in the conversation's log. It grows; a reader may see gaps."
    )
    previous_seq: Count = Field(
        description="seq of the last line before this one that the reader may see; 0 for the "
        "first. A client whose last seq is smaller has missed lines and fetches them."
    )
    author: Author
    kind: Literal["text", "event", "note"]
    text: str
    language: Language | None = None
    created_at: datetime
    client_message_id: str | None = Field(None, description="Only on the reader's own lines.")
    agent_name: str | None = None
    choices: list[Choice] = Field(default=[])
    source: Source | None = None
    helpful: bool | None = Field(None, description="Whether this answer helped the visitor.")
    not_helpful_reason: NotHelpfulReason | None = Field(
        None, description="Why it did not, if they said so."
    )
    asks_for_person: bool = Field(
        False, description="The line is the visitor's click on 'Talk to a person'."
    )
    event: LogEvent | None = None


class Challenge(Payload):
    """A proof of work that a guest's client has to do before it may write.

    It looks for a ``nonce`` so that SHA-256 of ``text``, a colon and the nonce in decimal
    begins with ``bits`` zero bits.
    """

    text: str
    bits: Count


def _printed(message: str) -> str:
    """Short and storable: a message may repeat the name of a field that a client made up."""
    return storable(message[:MESSAGE_MAX_LENGTH])


class ErrorView(Payload):
    code: str
    message: Annotated[str, BeforeValidator(_printed)]
    limit: Count | None = Field(None, description="The limit that was exceeded, if there is one.")
    retry_after_seconds: float | None = None
    challenge: Challenge | None = Field(None, description="With ``proof_required``.")


class Refusal(Payload):
    """The answer to a request that was refused. It has changed nothing."""

    ok: Literal[False] = False
    error: ErrorView


class Ack(Payload):
    ok: Literal[True] = True


class MessagesFetch(Payload):
    """Asks for the lines after ``after_seq``, else those before ``before_seq``, else the newest."""

    after_seq: Count | None = None
    before_seq: Count | None = Field(None, ge=1)
