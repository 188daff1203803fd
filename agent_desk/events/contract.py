"""Which event carries which payload: one table for handlers, types, docs and tests."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from agent_desk.events.payloads import agent as a
from agent_desk.events.payloads import shared as s
from agent_desk.events.payloads import visitor as v


@dataclass(frozen=True)
class Request:
    """An event that a client may send: its payload, and the acknowledgement of success."""

    payload: type[BaseModel]
    ack: type[BaseModel]


VISITOR_REQUESTS: dict[str, Request] = {
    "message_send": Request(v.MessageSend, v.MessageAck),
    "choice_select": Request(v.ChoiceSelect, v.MessageAck),
    "handoff_request": Request(v.HandoffRequest, v.MessageAck),
    "queue_leave": Request(v.QueueLeave, s.Ack),
    "message_leave": Request(v.MessageLeave, v.MessageLeaveAck),
    "proof_send": Request(v.ProofSend, s.Ack),
    "answer_seen": Request(v.AnswerSeen, s.Ack),
    "messages_fetch": Request(s.MessagesFetch, v.MessagesAck),
    "typing_set": Request(v.TypingSet, s.Ack),
    "answer_rate": Request(v.AnswerRate, s.Ack),
    "conversation_rate": Request(v.ConversationRate, s.Ack),
}

VISITOR_FACTS: dict[str, type[BaseModel]] = {
    "session_ready": v.SessionReady,
    "message_created": s.Message,
    "conversation_changed": v.VisitorConversation,
    "typing_changed": v.TypingChanged,
}

AGENT_REQUESTS: dict[str, Request] = {
    "conversation_open": Request(a.ConversationOpen, a.ConversationOpenAck),
    "conversation_close": Request(a.ConversationRef, s.Ack),
    "conversation_list": Request(a.ConversationList, a.ConversationListAck),
    "conversation_claim": Request(a.ConversationRef, a.ConversationAck),
    "conversation_release": Request(a.ConversationRef, a.ConversationAck),
    "conversation_return": Request(a.ConversationRef, a.ConversationAck),
    "conversation_resolve": Request(a.ConversationResolve, a.ConversationAck),
    "conversation_transfer": Request(a.ConversationTransfer, a.ConversationAck),
    "offer_decline": Request(a.OfferDecline, s.Ack),
    "colleagues_fetch": Request(a.ColleaguesFetch, a.ColleaguesAck),
    "duty_set": Request(a.DutySet, s.Ack),
    "message_send": Request(a.AgentMessageSend, a.AgentMessageAck),
    "messages_fetch": Request(a.AgentMessagesFetch, a.AgentMessagesAck),
    "messages_read": Request(a.MessagesRead, s.Ack),
    "typing_set": Request(a.AgentTypingSet, s.Ack),
}

AGENT_FACTS: dict[str, type[BaseModel]] = {
    "console_ready": a.ConsoleReady,
    "message_created": a.AgentMessage,
    "conversation_changed": a.ConversationSummary,
    "conversation_queued": a.ConversationQueued,
    "conversation_offered": a.ConversationOffered,
    "offer_ended": a.OfferEnded,
    "conversation_transferred": a.ConversationTransferred,
    "duty_changed": a.DutyChanged,
    "typing_changed": a.VisitorTypingChanged,
}
