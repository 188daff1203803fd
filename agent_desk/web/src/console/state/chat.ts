/** The open chat: its lines without gaps, what is new in it, and why it was handed over. Pure. */
import type {
  AgentMessage,
  AgentMessagesAck,
  ConversationOpenAck,
  ConversationSummary,
} from "../../shared/payloads";
import {
  addPage,
  connect,
  emptyThread,
  holdLine,
  leavesGap,
  mergeLines,
  newThread,
  prependLines,
  receiveLine,
} from "../../shared/thread";
import type { OpenChat } from "./model";

/** A chat that was just chosen; nothing of it is loaded. */
export function newChat(id: string): OpenChat {
  return {
    id,
    status: "loading",
    failure: null,
    thread: emptyThread(),
    loadingOlder: false,
    handoff: null,
    visitorTyping: false,
    newAfter: null,
    takenBy: null,
  };
}

/** The chat after the desk's response to a `conversation_open` from `lastSeq`. */
export function withOpened(chat: OpenChat, ack: ConversationOpenAck, lastSeq: number): OpenChat {
  const first = ack.messages[0];
  const continues = lastSeq > 0 && !(first && leavesGap(chat.thread, first));
  const base = continues ? chat.thread : newThread<AgentMessage>([], lastSeq > 0 || ack.more);
  const loaded = mergeLines(base, ack.messages);
  const readUpTo = continues ? lastSeq : ack.conversation.read_seq;
  return withThread(
    {
      ...chat,
      status: "ready",
      failure: null,
      handoff: ack.handoff ?? null,
      newAfter: beginningOfNew(loaded.lines, readUpTo) ?? chat.newAfter,
    },
    connect({ ...loaded, ahead: chat.thread.ahead }),
  );
}

/** The chat with a live line. */
export function withLive(
  chat: OpenChat,
  line: AgentMessage,
  { attentive, readSeq }: { attentive: boolean; readSeq: number },
): OpenChat {
  // Before the first page it is not known whether the line leaves a gap.
  if (chat.status !== "ready") return { ...chat, thread: holdLine(chat.thread, line) };
  const wasRead = readSeq >= chat.thread.lastSeq;
  const thread = receiveLine(chat.thread, line);
  const isNew = line.author === "visitor" && thread.lastSeq > chat.thread.lastSeq;
  return withThread(
    {
      ...chat,
      visitorTyping: isNew ? false : chat.visitorTyping,
      newAfter: isNew && !attentive && wasRead ? chat.thread.lastSeq : chat.newAfter,
    },
    thread,
  );
}

/** The chat with lines fetched after its last one. */
export function withNewer(chat: OpenChat, messages: readonly AgentMessage[]): OpenChat {
  return withThread(chat, addPage(chat.thread, messages));
}

/** The chat with an older page before its lines. */
export function withOlder(chat: OpenChat, ack: AgentMessagesAck): OpenChat {
  return {
    ...chat,
    loadingOlder: false,
    thread: prependLines(chat.thread, ack.messages, ack.more),
  };
}

/** The chat after another agent got it, or none. */
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

/** A handoff's explanation comes with its line; the card shows the newest. */
function withThread(chat: OpenChat, thread: OpenChat["thread"]): OpenChat {
  const handoff = thread.lines.findLast((line) => line.explanation?.decision === "hand_off");
  return { ...chat, thread, handoff: handoff?.explanation ?? chat.handoff };
}

function beginningOfNew(lines: readonly AgentMessage[], readUpTo: number): number | null {
  if (readUpTo === 0) return null;
  const hasNew = lines.some((line) => line.seq > readUpTo && line.author === "visitor");
  return hasNew ? readUpTo : null;
}
