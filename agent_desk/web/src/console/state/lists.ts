/** Which list has which conversations, and in which order. Pure. */
import type { AgentMessage, ConversationSummary } from "../../shared/payloads";
import type { ConsoleState, View } from "./model";

/** The state with a conversation's newest summary, in the lists where it now belongs. */
export function place(state: ConsoleState, summary: ConversationSummary): ConsoleState {
  const held = state.conversations[summary.id];
  // Every change of state is a line of the log, so a smaller last_seq means an older state.
  if (held && held.last_seq > summary.last_seq) return state;

  // The desk may not have heard yet what was read here.
  const conversation = readUpTo(summary, held?.read_seq ?? 0);
  const conversations = { ...state.conversations, [conversation.id]: conversation };
  const next = {
    ...state,
    conversations,
    // A chat that does not wait is not offered, whichever event comes first.
    offers:
      conversation.state === "queued"
        ? state.offers
        : state.offers.filter(({ id }) => id !== conversation.id),
    waiting: listed(state.waiting, conversation, isQueued(conversation), conversations, byWait),
    messages: listed(state.messages, conversation, isFollowUp(conversation), conversations, byWait),
    mine: listed(state.mine, conversation, isMine(state, conversation), conversations, byChange),
    all:
      state.all.status !== "not_loaded"
        ? { ...state.all, ids: listed(state.all.ids, conversation, true, conversations, byChange) }
        : state.all,
  };
  return isShown(next, conversation.id) ? next : { ...next, conversations: state.conversations };
}

/** The state after a new message: the row's last line and times are its. */
export function touch(state: ConsoleState, message: AgentMessage): ConsoleState {
  const held = state.conversations[message.conversation_id];
  if (!held || held.last_seq >= message.seq) return state;
  const spoken = message.kind === "text";
  const unread = spoken && message.author === "visitor" && held.state === "assigned";
  return place(state, {
    ...held,
    last_seq: message.seq,
    unread_seqs: unread ? [...held.unread_seqs, message.seq] : held.unread_seqs,
    updated_at: message.created_at,
    last_line: spoken ? message.text : held.last_line,
    last_author: spoken ? message.author : (held.last_author ?? null),
  });
}

/**
 * The state with a page of "all". A `fresh` page starts the list again; rows that events have put
 * above it meanwhile stay.
 */
export function withPage(
  state: ConsoleState,
  page: readonly ConversationSummary[],
  { more, fresh }: { more: boolean; fresh: boolean },
): ConsoleState {
  const newest = page[0];
  const kept = fresh
    ? state.all.ids.filter((id) => {
        const held = state.conversations[id];
        return held !== undefined && newest !== undefined && byChange(held, newest) < 0;
      })
    : state.all.ids;
  const ids = [...new Set([...kept, ...page.map((conversation) => conversation.id)])];
  return withoutUnshown(page.reduce(place, { ...state, all: { status: "ready", ids, more } }));
}

/** Ids in the order in which "waiting" shows them. */
export function sortedByWait(conversations: readonly ConversationSummary[]): string[] {
  return [...conversations].sort(byWait).map((conversation) => conversation.id);
}

/** Ids in the order in which "mine" and "all" show them. */
export function sortedByChange(conversations: readonly ConversationSummary[]): string[] {
  return [...conversations].sort(byChange).map((conversation) => conversation.id);
}

/** Only the conversations that some list or the middle pane still shows. */
export function withoutUnshown(state: ConsoleState): ConsoleState {
  const kept = Object.entries(state.conversations).filter(([id]) => isShown(state, id));
  return { ...state, conversations: Object.fromEntries(kept) };
}

export function idsOf(state: ConsoleState, view: View): readonly string[] {
  if (view === "all") return state.all.ids;
  return state[view];
}

/** No agent has it, and it needs one: now, or for a left message. */
export function isWaiting(conversation: ConversationSummary): boolean {
  return isQueued(conversation) || isFollowUp(conversation);
}

function isQueued(conversation: ConversationSummary): boolean {
  return conversation.state === "queued";
}

/** The visitor left a message, and nobody has taken it. */
export function isFollowUp(conversation: ConversationSummary): boolean {
  return conversation.state === "left_message";
}

export function isMine(state: ConsoleState, conversation: ConversationSummary): boolean {
  return conversation.state === "assigned" && conversation.agent_id === state.agent?.id;
}

/** The conversation read up to `seq`; reading never goes back. */
export function readUpTo(conversation: ConversationSummary, seq: number): ConversationSummary {
  if (seq <= conversation.read_seq) return conversation;
  const unread = conversation.unread_seqs.filter((one) => one > seq);
  return { ...conversation, read_seq: seq, unread_seqs: unread };
}

/** How many lines of a chat this agent has not read; 0 for other agents' chats. */
export function unreadIn(state: ConsoleState, id: string): number {
  const conversation = state.conversations[id];
  return conversation && isMine(state, conversation) ? conversation.unread_seqs.length : 0;
}

/** How many lines of all their chats this agent has not read. */
export function unreadInAll(state: ConsoleState): number {
  return state.mine.reduce((sum, id) => sum + unreadIn(state, id), 0);
}

type Order = (a: ConversationSummary, b: ConversationSummary) => number;

const byWait: Order = (a, b) => since(a) - since(b) || a.id.localeCompare(b.id);
const byChange: Order = (a, b) =>
  Date.parse(b.updated_at) - Date.parse(a.updated_at) || a.id.localeCompare(b.id);

function since(conversation: ConversationSummary): number {
  return Date.parse(conversation.waiting_since ?? conversation.updated_at);
}

function listed(
  ids: readonly string[],
  conversation: ConversationSummary,
  belongs: boolean,
  conversations: ConsoleState["conversations"],
  order: Order,
): readonly string[] {
  const others = ids.filter((id) => id !== conversation.id);
  if (!belongs) return others.length === ids.length ? ids : others;
  const at = others.findIndex((id) => {
    const other = conversations[id];
    return other !== undefined && order(conversation, other) < 0;
  });
  return others.toSpliced(at === -1 ? others.length : at, 0, conversation.id);
}

function isShown(state: ConsoleState, id: string): boolean {
  return (
    state.open?.id === id ||
    state.waiting.includes(id) ||
    state.messages.includes(id) ||
    state.mine.includes(id) ||
    state.all.ids.includes(id)
  );
}
