"""Payloads of the namespace ``/agent``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from agent_desk.domain.explanation import Band, DecisionKind
from agent_desk.domain.vocabulary import (
    AgentLanguage,
    Author,
    DutyName,
    Language,
    OfferOutcome,
    OtherLanguage,
    TrustLevel,
)
from agent_desk.events.payloads.shared import (
    Ack,
    ClientMessageId,
    ConversationState,
    Message,
    MessagesFetch,
    Payload,
)
from agent_desk.settings.order_proof import ProofKind
from agent_desk.types import Count, Id, Name, Text, Time

# --- what an agent sees ------------------------------------------------------


class MatchView(Payload):
    """A stored answer that the bot considered, with the probability (0–1) that it is right."""

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
    """Why the bot did what it did."""

    decision: DecisionKind
    reason: str = Field(
        description="Stable code; agent_desk/web/src/console/texts has a text for each."
    )
    band: Band | None = None
    intent: IntentView | None = None
    matches: list[MatchView] = Field(default=[])
    numbers: list[NumberView] = Field(default=[])
    read_as: str | None = Field(
        default=None,
        description="What was searched, where that is not the visitor's line as it stands: it "
        "leaned on the question before, or held more than a question.",
    )


class AgentMessage(Message):
    """A line as an agent sees it: with what the bot understood, and the visitor's numbers."""

    explanation: Explanation | None = None
    numbers: list[NumberView] = Field(default=[], description="Found in a visitor's line.")


class ProvedOrderView(Payload):
    """An order that the visitor has shown to be theirs."""

    order_number: str
    kinds: list[ProofKind] = Field(description="What it was proved with.")
    proved_at: datetime


class Customer(Payload):
    """What is known about the visitor."""

    visitor_id: str
    label: str = Field(description="Name from a signed identity, else 'Visitor 4F2'.")
    trust: TrustLevel = Field(
        description="`signed`: the visitor has a signed identity. `order_proved`: they have proved "
        "an order in this conversation."
    )
    proved_orders: list[ProvedOrderView] = Field(
        default=[], description="Oldest first; the visitor gave more than the order's number."
    )
    language: Language | None = None
    other_language: OtherLanguage | None = Field(
        default=None,
        description="In which they wrote last, if the assistant does not speak it (BCP 47).",
    )
    conversations: Count = Field(description="How many conversations this visitor has had.")


class LeftMessage(Payload):
    """A message that the visitor left with contact details; only the shop's agents see it."""

    reference: str
    contact_kind: Literal["email", "phone"]
    contact: str
    left_at: datetime
    answer_by: datetime | None = Field(
        description="The visitor expects an answer by then, if one was promised."
    )
    settled: bool = Field(description="The message was answered, or needs no answer.")


class ConversationSummary(Payload):
    """A row of the console's lists."""

    id: str
    shop_id: str
    state: ConversationState
    customer: Customer
    agent_id: str | None = None
    agent_name: str | None = None
    last_seq: Count
    read_seq: Count = Field(description="Up to where an agent has read.")
    unread_seqs: list[Count] = Field(
        description="The visitor's texts after that, at most the newest 100; only while assigned."
    )
    last_line: str
    last_author: Author | None = None
    created_at: datetime
    updated_at: datetime
    waiting_since: datetime | None = Field(
        None, description="Set while queued, and while a left message waits for an agent."
    )
    left_message: LeftMessage | None = Field(None, description="The newest left message.")
    wanted_team: str | None = Field(None, description="The team for which an agent passed it on.")
    wanted_language: AgentLanguage | None = Field(
        None, description="The language for which an agent passed it on."
    )
    reason: str | None = Field(None, description="Why it was last handed over; a stable code.")
    rating: Count | None = None


class ShopName(Payload):
    """A shop's name in every language of the console."""

    id: str
    name: dict[Language, str]


class AgentView(Payload):
    id: str
    email: str
    name: str
    shop_ids: list[str]


class Colleague(Payload):
    """An agent of the same shop, to whom a chat can be transferred."""

    id: str
    name: str
    duty: DutyName = Field(description="The duty now: `away` also if no console is open.")
    chats: Count = Field(description="How many chats they hold.")
    capacity: Count
    team: str | None = None
    languages: list[AgentLanguage] = Field(default=[])


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
    """``handoff`` is the explanation of the newest handoff: the card above the transcript."""

    conversation: ConversationSummary
    messages: list[AgentMessage]
    more: bool
    handoff: Explanation | None = None


class ColleaguesAck(Ack):
    """The other agents of the shop, and their teams."""

    agents: list[Colleague]
    teams: list[str]


# --- agent → desk ------------------------------------------------------------


class AgentConnect(Payload):
    """The ``auth`` of a connection to ``/agent``. The session cookie says who the agent is."""

    csrf_token: Name


class ConversationRef(Payload):
    """Payload of ``conversation_close`` (stop watching it), ``_claim``, ``_release``, ``_return``."""

    conversation_id: Id


class ConversationOpen(Payload):
    conversation_id: Id
    last_seq: Count = 0


class ConversationResolve(Payload):
    conversation_id: Id
    last_seq: Count = Field(description="Newest line that the client holds.")


class ConversationList(Payload):
    view: Literal["waiting", "messages", "mine", "all"]
    before: Time | None = Field(
        None, description="For the next page of `all`: only conversations last changed before this."
    )


class AgentMessageSend(Payload):
    conversation_id: Id
    client_message_id: ClientMessageId
    text: Text
    note: bool = Field(False, description="True: only agents see the line.")
    entry: Name | None = Field(None, description="The stored answer from which it was made.")


class AgentMessagesFetch(MessagesFetch):
    conversation_id: Id


class AgentTypingSet(Payload):
    conversation_id: Id
    typing: bool


class MessagesRead(Payload):
    conversation_id: Id
    seq: Count


class DutySet(Payload):
    duty: DutyName


class OfferDecline(Payload):
    conversation_id: Id


class ColleaguesFetch(Payload):
    """Asks to whom the chat can be transferred."""

    conversation_id: Id


class ConversationTransfer(Payload):
    """Where the chat goes: to an agent on duty, a team, or speakers of a language."""

    conversation_id: Id
    agent_id: Id | None = None
    team: Name | None = None
    language: AgentLanguage | None = None
    note: Text = Field("", description="For the colleague; only agents see it.")

    @model_validator(mode="after")
    def _to_one(self) -> ConversationTransfer:
        if sum(part is not None for part in (self.agent_id, self.team, self.language)) != 1:
            raise ValueError("give one of agent_id, team and language")
        return self


# --- desk → agent ------------------------------------------------------------


class ConsoleReady(Payload):
    """The first event after a connect: everything that the lists show."""

    agent: AgentView
    shops: list[ShopName] = Field(description="The agent's shops.")
    waiting: list[ConversationSummary]
    messages: list[ConversationSummary] = Field(
        description="Conversations with a left message that no agent has claimed, oldest first."
    )
    mine: list[ConversationSummary]
    max_text_length: Count
    amber_after_seconds: Count
    red_after_seconds: Count
    message_red_after_seconds: Count
    duty: DutyName = Field(description="What the agent chose.")
    capacity: Count = Field(description="How many chats the agent holds at a time.")
    offers: list[ConversationOffered] = Field(description="The agent's open offers.")


class ConversationQueued(Payload):
    """A chat began to wait."""

    conversation: ConversationSummary


class ConversationOffered(Payload):
    """A waiting chat rings at this agent and no other. `conversation_claim` accepts the offer."""

    conversation: ConversationSummary
    expires_at: datetime


class OfferEnded(Payload):
    """The chat no longer rings at this agent."""

    conversation_id: str
    outcome: OfferOutcome


class ConversationTransferred(Payload):
    """A colleague has transferred a chat to this agent."""

    conversation: ConversationSummary
    by: str = Field(description="The colleague's name.")
    note: str


class DutyChanged(Payload):
    """The agent has chosen another duty, perhaps in another tab."""

    duty: DutyName


class VisitorTypingChanged(Payload):
    conversation_id: str
    typing: bool
