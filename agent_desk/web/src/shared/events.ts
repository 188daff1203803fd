/** Which event carries which payload: the front end's side of agent_desk/events/contract.py. */
import type * as p from "./payloads";

/** An event that a client may send, and the acknowledgement when it is granted. */
export interface Exchange {
  payload: object;
  ack: object;
}

export type Requests<Map> = { [Event in keyof Map]: Exchange };

export interface VisitorRequests {
  message_send: { payload: p.MessageSend; ack: p.MessageAck };
  choice_select: { payload: p.ChoiceSelect; ack: p.MessageAck };
  handoff_request: { payload: p.HandoffRequest; ack: p.MessageAck };
  queue_leave: { payload: p.QueueLeave; ack: p.Ack };
  message_leave: { payload: p.MessageLeave; ack: p.MessageLeaveAck };
  proof_send: { payload: p.ProofSend; ack: p.Ack };
  answer_seen: { payload: p.AnswerSeen; ack: p.Ack };
  messages_fetch: { payload: p.MessagesFetch; ack: p.MessagesAck };
  typing_set: { payload: p.TypingSet; ack: p.Ack };
  answer_rate: { payload: p.AnswerRate; ack: p.Ack };
  conversation_rate: { payload: p.ConversationRate; ack: p.Ack };
}

export interface VisitorEvents {
  session_ready: p.SessionReady;
  message_created: p.Message;
  conversation_changed: p.VisitorConversation;
  typing_changed: p.TypingChanged;
}

export interface AgentRequests {
  conversation_open: { payload: p.ConversationOpen; ack: p.ConversationOpenAck };
  conversation_close: { payload: p.ConversationRef; ack: p.Ack };
  conversation_list: { payload: p.ConversationList; ack: p.ConversationListAck };
  conversation_claim: { payload: p.ConversationRef; ack: p.ConversationAck };
  conversation_release: { payload: p.ConversationRef; ack: p.ConversationAck };
  conversation_return: { payload: p.ConversationRef; ack: p.ConversationAck };
  conversation_resolve: { payload: p.ConversationResolve; ack: p.ConversationAck };
  conversation_transfer: { payload: p.ConversationTransfer; ack: p.ConversationAck };
  offer_decline: { payload: p.OfferDecline; ack: p.Ack };
  colleagues_fetch: { payload: p.ColleaguesFetch; ack: p.ColleaguesAck };
  duty_set: { payload: p.DutySet; ack: p.Ack };
  message_send: { payload: p.AgentMessageSend; ack: p.AgentMessageAck };
  messages_fetch: { payload: p.AgentMessagesFetch; ack: p.AgentMessagesAck };
  messages_read: { payload: p.MessagesRead; ack: p.Ack };
  typing_set: { payload: p.AgentTypingSet; ack: p.Ack };
}

export interface AgentEvents {
  console_ready: p.ConsoleReady;
  message_created: p.AgentMessage;
  conversation_changed: p.ConversationSummary;
  conversation_queued: p.ConversationQueued;
  conversation_offered: p.ConversationOffered;
  offer_ended: p.OfferEnded;
  conversation_transferred: p.ConversationTransferred;
  duty_changed: p.DutyChanged;
  typing_changed: p.VisitorTypingChanged;
}
