"""Everything that crosses the socket, in both directions.

These models are the contract: the desk validates with them, the front end's
types are generated from them (``python -m agent_desk schema``), and
docs/events.md is checked against them. A request answers with an
acknowledgement: its own ``…Ack`` model, or :class:`Refusal`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

ConversationState = Literal["bot", "queued", "assigned", "left_message", "resolved"]
Author = Literal["visitor", "bot", "agent", "system"]
Language = Literal["zh-Hans", "zh-Hant", "en"]
SpokenLanguage = Literal["zh", "en"]
DutyName = Literal["on", "away", "off"]
OfferOutcome = Literal["accepted", "declined", "expired", "withdrawn"]
EventType = Literal[
    "handed_off",
    "queue_left",
    "assigned",
    "released",
    "transferred",
    "passed_on",
    "returned",
    "resolved",
    "reopened",
    "rated",
    "message_offered",
    "message_left",
    "message_kept",
    "message_joined",
    "wait_ended",
    "visitor_left",
    "reminded",
    "closed_idle",
]
MessageOffer = Literal["closed", "nobody_there", "long_wait"]


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


# --- what a message is --------------------------------------------------------


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
    choices: list[Choice] = []
    source: Source | None = None
    helpful: bool | None = Field(None, description="What the visitor said of this answer.")
    asks_for_person: bool = Field(
        False, description="The visitor's line stands for a click on 'Talk to a person'."
    )
    event: LogEvent | None = None


class MatchView(Payload):
    """A stored answer that was considered, with the probability that it is the right one."""

    entry: str
    question: str
    answer: str
    confidence: float


class IntentView(Payload):
    name: str
    confidence: float


class NumberView(Payload):
    """An order number, tracking number, phone or date found in the visitor's words."""

    entity: str
    value: str


class Explanation(Payload):
    """Why the bot did what it did; ``reason`` is worded by the console."""

    decision: Literal["answer", "clarify", "act", "say", "nothing", "hand_off"]
    reason: str = Field(description="Stable code; agent_desk/web/src/console/texts words each.")
    band: Literal["answer", "clarify", "hand_off"] | None = None
    intent: IntentView | None = None
    matches: list[MatchView] = []
    numbers: list[NumberView] = []


class AgentMessage(Message):
    """The same line as an agent sees it: with what the bot understood."""

    explanation: Explanation | None = None


# --- conversations ------------------------------------------------------------


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


class Customer(Payload):
    """Who the visitor is, as far as it is known."""

    visitor_id: str
    label: str = Field(description="Name from a signed identity, else 'Visitor 4F2'.")
    verified: bool = Field(description="Came with a signed identity.")
    language: Language | None = None
    conversations: int = Field(description="How many conversations this visitor has had.")


class LeftMessage(Payload):
    """A message that the visitor left for when somebody is there; only the shop's agents see it."""

    reference: str
    contact_kind: Literal["email", "phone"]
    contact: str
    left_at: datetime
    answer_by: datetime = Field(description="When the visitor was told to expect an answer.")
    settled: bool = Field(description="It was answered, or needs no answer.")


class ConversationSummary(Payload):
    """A row of the console's lists."""

    id: str
    shop_id: str
    shop_name: str
    state: ConversationState
    customer: Customer
    agent_id: str | None = None
    agent_name: str | None = None
    last_seq: int
    read_seq: int = Field(description="Up to where an agent has read.")
    last_line: str
    last_author: Author | None = None
    created_at: datetime
    updated_at: datetime
    waiting_since: datetime | None = Field(
        None, description="Set while queued, and while a message that was left waits."
    )
    left_message: LeftMessage | None = Field(None, description="The last message that was left.")
    wanted_team: str | None = Field(None, description="The team that a colleague passed it on to.")
    wanted_language: SpokenLanguage | None = Field(
        None, description="The language for which a colleague passed it on."
    )
    reason: str | None = Field(None, description="Why it was handed over last; a stable code.")
    rating: int | None = None


class AgentView(Payload):
    id: str
    email: str
    name: str
    shop_ids: list[str]


class Colleague(Payload):
    """An agent of the same shop, as the list of whom to pass a chat to shows them."""

    id: str
    name: str
    duty: DutyName = Field(description="What they are now: `away` also when no console is open.")
    chats: int = Field(description="How many chats they hold.")
    capacity: int
    team: str | None = None
    languages: list[SpokenLanguage] = []


# --- acknowledgements ---------------------------------------------------------


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


class AgentMessageAck(Ack):
    message: AgentMessage


class AgentMessagesAck(Ack):
    messages: list[AgentMessage]
    more: bool


class ConversationAck(Ack):
    conversation: ConversationSummary


class ConversationListAck(Ack):
    conversations: list[ConversationSummary]
    more: bool


class ConversationOpenAck(Ack):
    """``handoff`` is the newest handoff's explanation: the card over the transcript."""

    conversation: ConversationSummary
    messages: list[AgentMessage]
    more: bool
    handoff: Explanation | None = None


class ColleaguesAck(Ack):
    """Everybody else who answers for the shop, and the teams that there are."""

    agents: list[Colleague]
    teams: list[str]


# --- visitor → desk -----------------------------------------------------------


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


class MessagesFetch(Payload):
    """Lines after ``after_seq`` (oldest first), else the page before ``before_seq``, else the newest."""

    after_seq: int | None = Field(None, ge=0)
    before_seq: int | None = Field(None, ge=1)


class TypingSet(Payload):
    typing: bool


class AnswerRate(Payload):
    message_id: str
    helpful: bool


class ConversationRate(Payload):
    score: int = Field(ge=1, le=5)
    comment: Text = ""


# --- desk → visitor -----------------------------------------------------------


class ShopView(Payload):
    id: str
    name: str
    accent: str
    suggestions: list[str] = Field(description="Up to three things that people ask most.")
    greeting: str


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


# --- agent → desk -------------------------------------------------------------


class AgentConnect(Payload):
    """The ``auth`` of a connection to ``/agent``; who it is comes from the session cookie."""

    csrf_token: str


class ConversationRef(Payload):
    """Payload of ``conversation_close`` (no longer watched), ``_claim``, ``_release`` and
    ``_return``."""

    conversation_id: str


class ConversationOpen(Payload):
    conversation_id: str
    last_seq: int = Field(0, ge=0)


class ConversationResolve(Payload):
    conversation_id: str
    last_seq: int = Field(ge=0, description="Newest line that the client holds.")


class ConversationList(Payload):
    view: Literal["waiting", "messages", "mine", "all"]
    before: datetime | None = Field(None, description="Page: only those updated before this.")


class AgentMessageSend(Payload):
    conversation_id: str
    client_message_id: ClientMessageId
    text: Text
    note: bool = Field(False, description="True: only agents see it.")
    entry: str | None = Field(None, description="The stored answer that it was made from.")


class AgentMessagesFetch(MessagesFetch):
    conversation_id: str


class AgentTypingSet(Payload):
    conversation_id: str
    typing: bool


class MessagesRead(Payload):
    conversation_id: str
    seq: int = Field(ge=0)


class DutySet(Payload):
    duty: DutyName


class OfferDecline(Payload):
    conversation_id: str


class ColleaguesFetch(Payload):
    """Whom the chat could be transferred to."""

    conversation_id: str


class ConversationTransfer(Payload):
    """To one of three: an agent on duty, a team, or whoever speaks a language."""

    conversation_id: str
    agent_id: str | None = None
    team: str | None = None
    language: SpokenLanguage | None = None
    note: Text = Field("", description="For the colleague; only agents see it.")

    @model_validator(mode="after")
    def _to_one(self) -> ConversationTransfer:
        if sum(part is not None for part in (self.agent_id, self.team, self.language)) != 1:
            raise ValueError("give one of agent_id, team and language")
        return self


# --- desk → agent -------------------------------------------------------------


class ConsoleReady(Payload):
    """First event after a connect: everything that the lists show now."""

    agent: AgentView
    waiting: list[ConversationSummary]
    messages: list[ConversationSummary] = Field(
        description="Who left a message that nobody has taken, longest ago first."
    )
    mine: list[ConversationSummary]
    max_text_length: int
    amber_after_seconds: int
    red_after_seconds: int
    message_red_after_seconds: int
    duty: DutyName = Field(description="What the agent chose.")
    capacity: int = Field(description="How many chats the agent holds at a time.")
    offers: list[ConversationOffered] = Field(description="What rings at the agent now.")


class ConversationQueued(Payload):
    """A chat began to wait."""

    conversation: ConversationSummary


class ConversationOffered(Payload):
    """A waiting chat rings at this agent, and at nobody else; `conversation_claim` accepts it."""

    conversation: ConversationSummary
    expires_at: datetime


class OfferEnded(Payload):
    """It rings no longer."""

    conversation_id: str
    outcome: OfferOutcome


class ConversationTransferred(Payload):
    """A colleague has given this agent a chat of theirs."""

    conversation: ConversationSummary
    by: str = Field(description="The colleague's name.")
    note: str


class DutyChanged(Payload):
    """The agent chose another duty, perhaps in another tab."""

    duty: DutyName


class VisitorTypingChanged(Payload):
    conversation_id: str
    typing: bool
