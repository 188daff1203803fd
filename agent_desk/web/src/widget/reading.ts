/** How far the visitor has read, so that the launcher can say what is new. */
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Message } from "../shared/payloads";
import type { KeyValueStore } from "../shared/storage";
import type { Session } from "./session";

const KEY = "read";

interface Mark {
  conversationId: string;
  seq: number;
}

export interface Reading {
  /** The page shows the chat, so new lines count as read. */
  visible: { value: boolean };
  /** Lines from the bot or an agent since the visitor last looked. */
  unread: ReadonlySignal<number>;
}

export function followReading(session: Session, store: KeyValueStore): Reading {
  const visible = signal(false);
  const mark = signal<Mark | null>(storedMark(store));
  const unread = computed(() => {
    const { lines } = session.thread.value;
    return visible.value ? 0 : unreadLines(lines, mark.value);
  });
  effect(() => {
    const newest = session.thread.value.lines.at(-1);
    if (!newest || (!visible.value && mark.peek())) return;
    mark.value = { conversationId: newest.conversation_id, seq: newest.seq };
    store.set(KEY, JSON.stringify(mark.value));
  });
  effect(() => {
    const ended = session.conversation.value?.state === "resolved";
    if (ended && visible.value) session.endSeen();
  });
  return { visible, unread };
}

/** Without a mark nothing counts as new. */
export function unreadLines(lines: Message[], mark: Mark | null): number {
  if (!mark) return 0;
  return lines.filter(
    (line) =>
      (line.author === "bot" || line.author === "agent") &&
      (line.conversation_id !== mark.conversationId || line.seq > mark.seq),
  ).length;
}

function storedMark(store: KeyValueStore): Mark | null {
  try {
    const mark = JSON.parse(store.get(KEY) ?? "null") as Partial<Mark> | null;
    return typeof mark?.conversationId === "string" && typeof mark.seq === "number"
      ? { conversationId: mark.conversationId, seq: mark.seq }
      : null;
  } catch {
    return null;
  }
}
