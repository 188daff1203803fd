/** A conversation's lines as a client holds them: merged, without doubles, in order. Pure. */
import type { Message } from "./payloads";

/** The lines of one conversation in order of `seq`. */
export interface Thread<M extends Message> {
  lines: M[];
  /** Every line up to here is held, from the first of `lines` on; what a reconnect sends. */
  lastSeq: number;
  /** There are lines older than the first one held. */
  more: boolean;
}

/** A line of one's own that the desk has not acknowledged. */
export interface PendingLine {
  clientMessageId: string;
  text: string;
  /** Epoch milliseconds. */
  createdAt: number;
  status: "sending" | "failed";
  /** Why it failed: a refusal's code, or "no_acknowledgement". */
  failure?: string | null;
}

export function emptyThread<M extends Message>(): Thread<M> {
  return { lines: [], lastSeq: 0, more: false };
}

/** A thread that holds just these lines: a first page, or after a reset. */
export function newThread<M extends Message>(lines: M[], more: boolean): Thread<M> {
  return { ...mergeLines(emptyThread<M>(), lines), more };
}

/**
 * The thread with `lines` added, newer or older; a line held already is replaced by the new copy.
 * Check live lines with `leavesGap` first: merging past a gap would hide it.
 */
export function mergeLines<M extends Message>(thread: Thread<M>, lines: M[]): Thread<M> {
  if (lines.length === 0) return thread;
  const bySeq = new Map(thread.lines.map((line) => [line.seq, line]));
  for (const line of lines) bySeq.set(line.seq, line);
  const merged = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  return { ...thread, lines: merged, lastSeq: merged.at(-1)?.seq ?? 0 };
}

/** True when something between the thread's end and this line is missing: fetch after `lastSeq`. */
export function leavesGap(thread: Thread<Message>, line: Message): boolean {
  return line.previous_seq > thread.lastSeq;
}

/** The thread with an older page put before it (the answer to `before_seq`). */
export function prependLines<M extends Message>(
  thread: Thread<M>,
  lines: M[],
  more: boolean,
): Thread<M> {
  return { ...mergeLines(thread, lines), more };
}

/** The pending lines that are not among the committed ones yet. */
export function stillPending<P extends PendingLine>(pending: P[], lines: Message[]): P[] {
  const committed = new Set(lines.map((line) => line.client_message_id).filter(Boolean));
  return pending.filter((line) => !committed.has(line.clientMessageId));
}
