"""Payloads of the namespace ``/agent``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from agent_desk.domain.vocabulary import Author, DutyName, Language, OfferOutcome, SpokenLanguage
from agent_desk.events.payloads.shared import (
    Ack,
    ClientMessageId,
    ConversationState,
    Message,
    MessagesFetch,
    Payload,
    Text,
)

# --- what an agent sees ------------------------------------------------------


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
    matches: list[MatchView] = Field(default=[])
    numbers: list[NumberView] = Field(default=[])


class AgentMessage(Message):
    """The same line as an agent sees it: with what the bot understood."""

    explanation: Explanation | None = None


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
    answer_by: datetime = Field(description="By when the visitor expects an answer.")
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
    languages: list[SpokenLanguage] = Field(default=[])


# --- acknowledgements --------------------------------------------------------


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


# --- agent → desk ------------------------------------------------------------


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
    """To one of three: an agent on duty, a team, or those who speak a language."""

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


# --- desk → agent ------------------------------------------------------------


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
