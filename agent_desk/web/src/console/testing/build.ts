/** Payloads as the desk sends them, for the tests: whole, with what matters overridden. */
import type {
  AgentMessage,
  AgentView,
  ConsoleReady,
  ConversationOffered,
  ConversationSummary,
  Explanation,
  ShopName,
} from "../../shared/payloads";
import { aLine } from "../../shared/testing/lines";
import { reduce } from "../state/reducer";
import { INITIAL_STATE, type ConsoleState, type UnsentLine } from "../state/model";

export const ME: AgentView = {
  id: "ana",
  email: "ana@shop.example",
  name: "Ana",
  shop_ids: ["demo"],
};

export const SHOP: ShopName = {
  id: "demo",
  name: { "zh-Hans": "灯笼巷", "zh-Hant": "燈籠巷", en: "Lantern Lane" },
};

/** The moment `minutes` after the tests' epoch. */
export function at(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 5, 9, 0) + minutes * 60_000).toISOString();
}

export function conversation(
  id: string,
  changes: Partial<ConversationSummary> = {},
): ConversationSummary {
  return {
    id,
    shop_id: "demo",
    state: "bot",
    customer: {
      visitor_id: `visitor-${id}`,
      label: `Visitor ${id}`,
      trust: "guest",
      language: "en",
      other_language: null,
      conversations: 1,
      proved_orders: [],
    },
    agent_id: null,
    agent_name: null,
    last_seq: 1,
    read_seq: 0,
    unread_seqs: [],
    last_line: "Hello",
    last_author: "visitor",
    created_at: at(0),
    updated_at: at(1),
    waiting_since: null,
    left_message: null,
    wanted_team: null,
    wanted_language: null,
    reason: null,
    rating: null,
    ...changes,
  };
}

export function queued(id: string, minutes: number, changes: Partial<ConversationSummary> = {}) {
  return conversation(id, {
    state: "queued",
    waiting_since: at(minutes),
    updated_at: at(minutes),
    reason: "asked",
    ...changes,
  });
}

/** A waiting chat that is offered to the agent until `minutes`. */
export function offered(id: string, minutes = 2): ConversationOffered {
  return { conversation: queued(id, 1), expires_at: at(minutes) };
}

export function leftMessage(
  id: string,
  minutes: number,
  changes: Partial<ConversationSummary> = {},
) {
  return conversation(id, {
    state: "left_message",
    waiting_since: at(minutes),
    left_message: {
      reference: "B7K2MX",
      contact_kind: "email",
      contact: "ada@customer.example",
      left_at: at(minutes),
      answer_by: at(minutes + 1440),
      settled: false,
    },
    ...changes,
  });
}

export function assigned(
  id: string,
  agent: "ana" | "ben",
  changes: Partial<ConversationSummary> = {},
) {
  const name = agent === "ana" ? "Ana" : "Ben";
  return conversation(id, { state: "assigned", agent_id: agent, agent_name: name, ...changes });
}

export function line(
  conversationId: string,
  seq: number,
  changes: Partial<AgentMessage> = {},
): AgentMessage {
  const held = { id: `${conversationId}-${seq}`, conversation_id: conversationId };
  const said = aLine(seq, { ...held, language: null, created_at: at(seq) });
  return { ...said, explanation: null, numbers: [], ...changes };
}

export function explanation(changes: Partial<Explanation> = {}): Explanation {
  return {
    decision: "hand_off",
    reason: "asked",
    band: null,
    read_as: null,
    intent: null,
    matches: [],
    numbers: [],
    ...changes,
  };
}

export function ready(changes: Partial<ConsoleReady> = {}): ConsoleReady {
  return {
    agent: ME,
    shops: [SHOP],
    waiting: [],
    messages: [],
    mine: [],
    max_text_length: 2000,
    amber_after_seconds: 60,
    red_after_seconds: 180,
    message_red_after_seconds: 14_400,
    duty: "on",
    capacity: 4,
    offers: [],
    ...changes,
  };
}

export function unsentLine(id: string, changes: Partial<UnsentLine> = {}): UnsentLine {
  return {
    conversationId: id,
    clientMessageId: "client-message-1",
    text: "On its way",
    note: false,
    entry: null,
    createdAt: Date.parse(at(10)),
    status: "sending",
    failure: null,
    ...changes,
  };
}

/** A console after `console_ready`. */
export function consoleWith(changes: Partial<ConsoleReady> = {}): ConsoleState {
  return reduce(INITIAL_STATE, { type: "console_ready", payload: ready(changes) });
}

/** The same with one chat open and its lines loaded. */
export function consoleWithOpen(
  summary: ConversationSummary,
  lines: AgentMessage[],
  { more = false, handoff = null }: { more?: boolean; handoff?: Explanation | null } = {},
): ConsoleState {
  const mine = summary.agent_id === ME.id ? [summary] : [];
  const waiting = summary.state === "queued" ? [summary] : [];
  const opening = reduce(consoleWith({ mine, waiting }), { type: "opening", id: summary.id });
  return reduce(opening, {
    type: "opened",
    id: summary.id,
    lastSeq: 0,
    ack: { ok: true, conversation: summary, messages: lines, more, handoff },
  });
}
