/** The open chat: its lines without gaps, what is new in it, and why it was handed over. Pure. */
import type {
  AgentMessage,
  AgentMessagesAck,
  ConversationOpenAck,
  ConversationSummary,
} from "../../shared/payloads";
import { emptyThread, leavesGap, mergeLines, newThread, prependLines } from "../../shared/thread";
import type { OpenChat } from "./model";

/** A chat that was just chosen; nothing of it is here yet. */
export function newChat(id: string): OpenChat {
  return {
    id,
    status: "loading",
    failure: null,
    thread: emptyThread(),
    ahead: [],
    loadingOlder: false,
    handoff: null,
    visitorTyping: false,
    newAfter: null,
    takenBy: null,
  };
}

/** The chat with the desk's answer to `conversation_open`, asked from `lastSeq`. */
export function withOpened(chat: OpenChat, ack: ConversationOpenAck, lastSeq: number): OpenChat {
  const first = ack.messages[0];
  const continues = lastSeq > 0 && (!first || first.previous_seq <= chat.thread.lastSeq);
  const thread = continues
    ? mergeLines(chat.thread, ack.messages)
    : newThread(ack.messages, lastSeq > 0 || ack.more);
  const readUpTo = continues ? lastSeq : ack.conversation.read_seq;
  return withAhead({
    ...chat,
    status: "ready",
    failure: null,
    thread,
    handoff: ack.handoff ?? null,
    newAfter: beginningOfNew(thread.lines, readUpTo) ?? chat.newAfter,
  });
}

/** The chat with a live line; one that leaves a gap is held back (see `hasGap`). */
export function withLive(
  chat: OpenChat,
  line: AgentMessage,
  { attentive, readSeq }: { attentive: boolean; readSeq: number },
): OpenChat {
  const first = chat.thread.lines[0];
  // A new copy of a line that is older than the loaded pages: it comes with its page.
  if (chat.status === "ready" && first && line.seq < first.seq) return chat;
  if (chat.status !== "ready" || leavesGap(chat.thread, line)) {
    return { ...chat, ahead: [...chat.ahead, line] };
  }
  const wasRead = readSeq >= chat.thread.lastSeq;
  const isNew = line.author === "visitor" && line.seq > chat.thread.lastSeq;
  return withFacts(
    {
      ...chat,
      thread: mergeLines(chat.thread, [line]),
      visitorTyping: isNew ? false : chat.visitorTyping,
      newAfter: isNew && !attentive && wasRead ? chat.thread.lastSeq : chat.newAfter,
    },
    [line],
  );
}

/** The chat with lines fetched after its last one. */
export function withNewer(chat: OpenChat, ack: AgentMessagesAck): OpenChat {
  const merged = { ...chat, thread: mergeLines(chat.thread, ack.messages) };
  // With everything fetched, whatever still seems ahead has nothing before it to wait for.
  const whole = ack.more
    ? merged
    : { ...merged, thread: mergeLines(merged.thread, [...merged.ahead]), ahead: [] };
  return withAhead(withFacts(whole, ack.messages));
}

/** The chat with an older page before its lines. */
export function withOlder(chat: OpenChat, ack: AgentMessagesAck): OpenChat {
  return {
    ...chat,
    loadingOlder: false,
    thread: prependLines(chat.thread, ack.messages, ack.more),
  };
}

/** Lines are missing before one that has come: fetch after `thread.lastSeq`. */
export function hasGap(chat: OpenChat): boolean {
  return chat.status === "ready" && chat.ahead.length > 0;
}

/** The chat after its conversation changed hands. */
export function withHands(
  chat: OpenChat,
  was: ConversationSummary | undefined,
  now: ConversationSummary,
  me: string | undefined,
): OpenChat {
  if (now.state !== "assigned" || now.agent_id === me) return { ...chat, takenBy: null };
  const fresh = was !== undefined && was.state !== "assigned";
  return fresh ? { ...chat, takenBy: now.agent_name ?? null } : chat;
}

function withAhead(chat: OpenChat): OpenChat {
  let thread = chat.thread;
  const held = [...chat.ahead].sort((a, b) => a.seq - b.seq);
  const beyond = held.filter((line) => {
    if (leavesGap(thread, line)) return true;
    thread = mergeLines(thread, [line]);
    return false;
  });
  const taken = held.filter((line) => !beyond.includes(line));
  return withFacts({ ...chat, thread, ahead: beyond }, taken);
}

/** A handoff's explanation comes with its line; the newest is the card's. */
function withFacts(chat: OpenChat, lines: readonly AgentMessage[]): OpenChat {
  const handoff = lines.findLast((line) => line.explanation?.decision === "hand_off");
  return handoff?.explanation ? { ...chat, handoff: handoff.explanation } : chat;
}

function beginningOfNew(lines: readonly AgentMessage[], readUpTo: number): number | null {
  if (readUpTo === 0) return null;
  const hasNew = lines.some((line) => line.seq > readUpTo && line.author === "visitor");
  return hasNew ? readUpTo : null;
}
