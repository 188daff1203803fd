"""What both namespaces use: the base of all payloads, a line of the log, and a refusal."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from agent_desk.domain.vocabulary import Author, EventType, Language, MessageOffer

ConversationState = Literal["bot", "queued", "assigned", "left_message", "resolved"]


def _storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of a character that a client cut in two."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


Text = Annotated[str, AfterValidator(_storable)]
ClientMessageId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{8,64}$")]


class Payload(BaseModel):
    """Base of all: unknown fields are refused, so that a typo is not lost silently."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


class Choice(Payload):
    """A chip under a bot's line. ``person`` sends ``handoff_request``, ``question`` ``choice_select``."""

    id: str
    kind: Literal["question", "person"]
    label: str


class Source(Payload):
    """The stored answer that a bot's line comes from."""

    entry: str
    question: str
    language: Literal["zh", "en"]
    translated: bool = Field(
        description="True when the entry exists only in the other language; the widget says so."
    )


class LogEvent(Payload):
    """A change of state as a line of the log; each client words it in its own language."""

    type: EventType
    agent_name: str | None = None
    to_name: str | None = Field(None, description="Who has the chat now, after ``transferred``.")
    score: int | None = None
    reason: MessageOffer | None = Field(
        None, description="Why no person comes, with ``message_offered`` and ``wait_ended``."
    )
    reference: str | None = Field(None, description="The number of the message that was left.")
    contact: str | None = Field(None, description="How to reach who left it, masked.")


class Message(Payload):
    """One line of the log as a visitor sees it."""

    id: str
    conversation_id: str
    seq: int = Field(description="Position in the conversation's log; grows, may skip.")
    previous_seq: int = Field(
        description="seq of the line before it that this reader may see, 0 for the first. "
        "A client whose last seq is smaller has missed something and fetches it."
    )
    author: Author
    kind: Literal["text", "event", "note"]
    text: str
    language: Language | None = None
    created_at: datetime
    client_message_id: str | None = Field(None, description="Only on lines of the reader's own.")
    agent_name: str | None = None
    choices: list[Choice] = Field(default=[])
    source: Source | None = None
    helpful: bool | None = Field(None, description="What the visitor said of this answer.")
    asks_for_person: bool = Field(
        False, description="The visitor's line stands for a click on 'Talk to a person'."
    )
    event: LogEvent | None = None


class ErrorView(Payload):
    code: str
    message: str
    limit: int | None = Field(None, description="The limit that was passed, if one was.")
    retry_after_seconds: float | None = None


class Refusal(Payload):
    """The answer to a request that was not carried out; nothing was changed."""

    ok: Literal[False] = False
    error: ErrorView


class Ack(Payload):
    ok: Literal[True] = True


class MessagesFetch(Payload):
    """Lines after ``after_seq`` (oldest first), else the page before ``before_seq``, else the newest."""

    after_seq: int | None = Field(None, ge=0)
    before_seq: int | None = Field(None, ge=1)
