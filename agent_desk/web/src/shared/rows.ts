/** How a thread is laid out: day separators, events, and groups by sender and time. Pure. */
import type { Author } from "./names";
import type { Message } from "./payloads";
import type { PendingLine } from "./outbox";

/** A line in a group: a committed one, or a pending one of the reader's own. */
export type Entry<M extends Message> =
  | { key: string; at: number; line: M; pending: null }
  | { key: string; at: number; line: null; pending: PendingLine };

export type Row<M extends Message> =
  | { kind: "day"; key: string; at: number }
  | { kind: "event"; key: string; at: number; line: M }
  | {
      kind: "group";
      key: string;
      at: number;
      author: Author;
      note: boolean;
      agentName: string | null;
      entries: Entry<M>[];
    };

// Lines of one sender that are further apart than this start a new group.
const GROUP_MINUTES = 5;

/**
 * Rows in reading order. `own` is the author of the pending lines, which come last. A line keeps
 * its key from pending to committed, so that it does not flicker. `timeZone` is an IANA name;
 * without it the reader's own.
 */
export function layOut<M extends Message>(
  lines: readonly M[],
  pending: readonly PendingLine[],
  own: Author,
  timeZone?: string,
): Row<M>[] {
  const rows: Row<M>[] = [];
  const dayOf = dayNames(timeZone);
  let day = "";

  const startDay = (at: number) => {
    const next = dayOf(at);
    if (next !== day) rows.push({ kind: "day", key: `day-${next}`, at });
    day = next;
  };
  const add = (entry: Entry<M>, author: Author, note: boolean, agentName: string | null) => {
    startDay(entry.at);
    const last = rows.at(-1);
    const newest = last?.kind === "group" ? last.entries.at(-1) : undefined;
    if (
      last?.kind === "group" &&
      newest &&
      last.author === author &&
      last.note === note &&
      last.agentName === agentName &&
      entry.at - newest.at < GROUP_MINUTES * 60_000
    ) {
      last.entries.push(entry);
      return;
    }
    const key = `group-${entry.key}`;
    rows.push({ kind: "group", key, at: entry.at, author, note, agentName, entries: [entry] });
  };

  for (const line of lines) {
    const at = Date.parse(line.created_at);
    if (line.kind === "event") {
      startDay(at);
      rows.push({ kind: "event", key: line.id, at, line });
      continue;
    }
    const key = line.client_message_id ?? line.id;
    add({ key, at, line, pending: null }, line.author, line.kind === "note", line.agent_name);
  }
  // Pending lines follow what is committed, whatever this machine's clock says.
  const newest = lines.reduce((most, line) => Math.max(most, Date.parse(line.created_at)), 0);
  for (const line of pending) {
    const at = Math.max(line.createdAt, newest);
    add({ key: line.clientMessageId, at, line: null, pending: line }, own, false, null);
  }
  return rows;
}

function dayNames(timeZone: string | undefined): (at: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => format.format(at);
}
