import type {
  AgentMessage,
  AgentView,
  ConversationSummary,
  Explanation,
  ShopName,
} from "../../shared/payloads";
import type { Failure } from "../../shared/failure";
import type { Duty } from "../../shared/names";
import type { PendingLine } from "../../shared/outbox";
import type { Thread } from "../../shared/thread";

/** Everything that the console shows; only reduce() changes it. */
export interface ConsoleState {
  /** Null until console_ready. */
  readonly agent: AgentView | null;
  /** How often this page has connected. */
  readonly connects: number;
  readonly shops: readonly ShopName[];
  readonly rules: Rules;
  /** The duty that the agent chose. */
  readonly duty: Duty;
  /** The chats that are offered to this agent, oldest offer first. */
  readonly offers: readonly OfferedChat[];
  readonly conversations: Readonly<Record<string, ConversationSummary>>;
  /** Ids, longest waiting first. */
  readonly waiting: readonly string[];
  /** Ids of the chats whose visitor left a message that nobody has taken, longest left first. */
  readonly messages: readonly string[];
  /** Ids of the agent's own open chats, last changed first. */
  readonly mine: readonly string[];
  readonly all: AllList;
  readonly view: View;
  readonly open: OpenChat | null;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly unsent: readonly UnsentLine[];
  /** The transition that is under way, by conversation. */
  readonly busy: Readonly<Record<string, Transition>>;
  readonly notice: Notice | null;
}

export type View = "waiting" | "messages" | "mine" | "all";

/** Changes of a conversation's state that an agent can make. */
export type Transition = "claim" | "release" | "return" | "resolve";

/** A waiting chat that is offered to this agent alone, until then (epoch milliseconds). */
export interface OfferedChat {
  readonly id: string;
  readonly expiresAt: number;
}

export interface Rules {
  readonly maxTextLength: number;
  readonly amberAfterSeconds: number;
  readonly redAfterSeconds: number;
  readonly messageRedAfterSeconds: number;
}

/** "All" comes in pages, and only once the agent looks at it. */
export interface AllList {
  readonly status: "not_loaded" | "loading" | "ready" | "failed";
  /** Ids, last changed first. */
  readonly ids: readonly string[];
  readonly more: boolean;
}

export interface OpenChat {
  readonly id: string;
  readonly status: "loading" | "ready" | "failed";
  readonly failure: Failure | null;
  readonly thread: Thread<AgentMessage>;
  readonly loadingOlder: boolean;
  readonly handoff: Explanation | null;
  readonly visitorTyping: boolean;
  /** The "new" line stands after this seq; null for no line. */
  readonly newAfter: number | null;
  /** The agent who claimed the chat while this one looked at it. */
  readonly takenBy: string | null;
}

export type Mode = "reply" | "note";

/** A note has a text of its own, so that a change of mode never turns it into a reply. */
export interface Draft {
  readonly mode: Mode;
  readonly reply: string;
  readonly note: string;
  /** The stored answer that the reply was made from. */
  readonly entry: string | null;
}

/** A line of the agent's own that the desk has not acknowledged. */
export interface UnsentLine extends PendingLine {
  readonly conversationId: string;
  readonly note: boolean;
  readonly entry: string | null;
}

export type NoticeText =
  | { readonly kind: "done"; readonly transition: Transition }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "taken"; readonly by: string }
  | { readonly kind: "transferred"; readonly to: string | null }
  /** A colleague has transferred a chat to this agent. */
  | { readonly kind: "received"; readonly by: string; readonly id: string }
  /** The agent has not claimed the chat that they want to write in. */
  | { readonly kind: "not_yours" };

/** A line that says what just happened; with a new number screen readers read it again. */
export type Notice = NoticeText & { readonly number: number };

export const EMPTY_DRAFT: Draft = { mode: "reply", reply: "", note: "", entry: null };

export const INITIAL_STATE: ConsoleState = {
  agent: null,
  connects: 0,
  shops: [],
  rules: {
    maxTextLength: 2000,
    amberAfterSeconds: 60,
    redAfterSeconds: 180,
    messageRedAfterSeconds: 14_400,
  },
  duty: "on",
  offers: [],
  conversations: {},
  waiting: [],
  messages: [],
  mine: [],
  all: { status: "not_loaded", ids: [], more: false },
  view: "waiting",
  open: null,
  drafts: {},
  unsent: [],
  busy: {},
  notice: null,
};
