import type { LogEvent, Message } from "../payloads";

/** A committed line for tests: the visitor's `seq`th, a minute after the one before it. */
export function aLine(seq: number, given: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversation_id: "c1",
    seq,
    previous_seq: seq - 1,
    author: "visitor",
    kind: "text",
    text: `line ${seq}`,
    language: "en",
    created_at: new Date(Date.UTC(2026, 2, 10, 9, seq)).toISOString(),
    client_message_id: null,
    agent_name: null,
    choices: [],
    source: null,
    helpful: null,
    not_helpful_reason: null,
    asks_for_person: false,
    event: null,
    ...given,
  };
}

/** A change of state in the log, with nothing but the given fields. */
export function anEvent(type: LogEvent["type"], given: Partial<LogEvent> = {}): LogEvent {
  return {
    type,
    agent_name: null,
    to_name: null,
    score: null,
    reason: null,
    reference: null,
    contact: null,
    ...given,
  };
}
