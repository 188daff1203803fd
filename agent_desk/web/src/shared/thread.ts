/** A conversation's lines as a client holds them: in order, without doubles and gaps. Pure. */
import type { Message } from "./payloads";

/** The lines of one conversation in order of `seq`. */
export interface Thread<M extends Message> {
  readonly lines: M[];
  /** `lines` has every line up to here from its first on; a reconnect sends this number. */
  readonly lastSeq: number;
  /** There are older lines than the first of `lines`. */
  readonly more: boolean;
  /** Lines beyond a gap; they are shown once the lines between have come. */
  readonly ahead: readonly M[];
}

export function emptyThread<M extends Message>(): Thread<M> {
  return { lines: [], lastSeq: 0, more: false, ahead: [] };
}

/** A thread that holds just these lines: a first page, or after a reset. */
export function newThread<M extends Message>(lines: M[], more: boolean): Thread<M> {
  return { ...mergeLines(emptyThread<M>(), lines), more };
}

/**
 * The thread with `lines` added, newer or older; a new copy replaces a line that is there.
 * For a live line use `receiveLine`: merging past a gap would hide it.
 */
export function mergeLines<M extends Message>(thread: Thread<M>, lines: readonly M[]): Thread<M> {
  if (lines.length === 0) return thread;
  const bySeq = new Map(thread.lines.map((line) => [line.seq, line]));
  for (const line of lines) bySeq.set(line.seq, line);
  const merged = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  return { ...thread, lines: merged, lastSeq: merged.at(-1)?.seq ?? 0 };
}

/** The thread with a live line: at its end, in place of an older copy, or ahead of a gap. */
export function receiveLine<M extends Message>(thread: Thread<M>, line: M): Thread<M> {
  const first = thread.lines[0];
  // A new copy of a line that is older than the loaded pages: it comes with its page.
  if (thread.more && first && line.seq < first.seq) return thread;
  if (leavesGap(thread, line)) return holdLine(thread, line);
  return connect(mergeLines(thread, [line]));
}

/** The thread with a line that waits for those before it, whether they are missing or not. */
export function holdLine<M extends Message>(thread: Thread<M>, line: M): Thread<M> {
  return { ...thread, ahead: [...thread.ahead, line] };
}

/**
 * The thread with lines fetched after its end. When they bring nothing new, nothing stands before
 * the lines ahead: then these are shown too.
 */
export function addPage<M extends Message>(thread: Thread<M>, lines: readonly M[]): Thread<M> {
  const next = connect(mergeLines(thread, lines));
  if (next.lastSeq > thread.lastSeq) return next;
  return { ...mergeLines(next, next.ahead), ahead: [] };
}

/** The thread with an older page put before it (the answer to `before_seq`). */
export function prependLines<M extends Message>(
  thread: Thread<M>,
  lines: readonly M[],
  more: boolean,
): Thread<M> {
  return { ...mergeLines(thread, lines), more };
}

/** Lines are missing before one that has come: fetch after `lastSeq`. */
export function hasGap(thread: Thread<Message>): boolean {
  return thread.ahead.length > 0;
}

/** True when something between the thread's end and this line is missing. */
export function leavesGap(thread: Thread<Message>, line: Message): boolean {
  return line.previous_seq > thread.lastSeq;
}

/** The thread with those lines ahead that follow its end without a gap. */
export function connect<M extends Message>(thread: Thread<M>): Thread<M> {
  if (!hasGap(thread)) return thread;
  let next = thread;
  for (const line of [...thread.ahead].sort((a, b) => a.seq - b.seq)) {
    if (leavesGap(next, line)) break;
    if (line.seq > thread.lastSeq) next = mergeLines(next, [line]);
  }
  return { ...next, ahead: next.ahead.filter((line) => line.seq > next.lastSeq) };
}
