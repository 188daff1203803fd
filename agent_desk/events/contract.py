"""Which event carries which payload: one table for handlers, types, docs and tests."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from agent_desk.events import payloads as p


@dataclass(frozen=True)
class Request:
    """An event that a client may send, and what a granted one is answered with."""

    payload: type[BaseModel]
    ack: type[BaseModel]


VISITOR_REQUESTS: dict[str, Request] = {
    "message_send": Request(p.MessageSend, p.MessageAck),
    "choice_select": Request(p.ChoiceSelect, p.MessageAck),
    "handoff_request": Request(p.HandoffRequest, p.MessageAck),
    "queue_leave": Request(p.QueueLeave, p.Ack),
    "message_leave": Request(p.MessageLeave, p.MessageLeaveAck),
    "answer_seen": Request(p.AnswerSeen, p.Ack),
    "messages_fetch": Request(p.MessagesFetch, p.MessagesAck),
    "typing_set": Request(p.TypingSet, p.Ack),
    "answer_rate": Request(p.AnswerRate, p.Ack),
    "conversation_rate": Request(p.ConversationRate, p.Ack),
}

VISITOR_FACTS: dict[str, type[BaseModel]] = {
    "session_ready": p.SessionReady,
    "message_created": p.Message,
    "conversation_changed": p.VisitorConversation,
    "typing_changed": p.TypingChanged,
}

AGENT_REQUESTS: dict[str, Request] = {
    "conversation_open": Request(p.ConversationOpen, p.ConversationOpenAck),
    "conversation_close": Request(p.ConversationRef, p.Ack),
    "conversation_list": Request(p.ConversationList, p.ConversationListAck),
    "conversation_claim": Request(p.ConversationRef, p.ConversationAck),
    "conversation_release": Request(p.ConversationRef, p.ConversationAck),
    "conversation_return": Request(p.ConversationRef, p.ConversationAck),
    "conversation_resolve": Request(p.ConversationResolve, p.ConversationAck),
    "conversation_transfer": Request(p.ConversationTransfer, p.ConversationAck),
    "offer_decline": Request(p.OfferDecline, p.Ack),
    "colleagues_fetch": Request(p.ColleaguesFetch, p.ColleaguesAck),
    "duty_set": Request(p.DutySet, p.Ack),
    "message_send": Request(p.AgentMessageSend, p.AgentMessageAck),
    "messages_fetch": Request(p.AgentMessagesFetch, p.AgentMessagesAck),
    "messages_read": Request(p.MessagesRead, p.Ack),
    "typing_set": Request(p.AgentTypingSet, p.Ack),
}

AGENT_FACTS: dict[str, type[BaseModel]] = {
    "console_ready": p.ConsoleReady,
    "message_created": p.AgentMessage,
    "conversation_changed": p.ConversationSummary,
    "conversation_queued": p.ConversationQueued,
    "conversation_offered": p.ConversationOffered,
    "offer_ended": p.OfferEnded,
    "conversation_transferred": p.ConversationTransferred,
    "duty_changed": p.DutyChanged,
    "typing_changed": p.VisitorTypingChanged,
}
