/** What an agent was writing, kept in the browser over reloads, lost sessions and crashes. */
import type { KeyValueStore } from "../shared/storage";
import { NO_ACKNOWLEDGEMENT } from "./failure";
import type { Draft, UnsentLine } from "./state/model";

export interface Kept {
  drafts: Readonly<Record<string, Draft>>;
  unsent: readonly UnsentLine[];
}

/** What was kept for this agent. A line that was on its way counts as not acknowledged. */
export function restore(store: KeyValueStore, agentId: string): Kept {
  const kept = parse(store.get(agentId));
  return {
    drafts: kept.drafts,
    unsent: kept.unsent.map((line) =>
      line.status === "failed"
        ? line
        : {
            ...line,
            status: "failed",
            failure: { code: NO_ACKNOWLEDGEMENT, limit: null, retryAfterSeconds: null },
          },
    ),
  };
}

/**
 * Keeps what changed from `before` to `after`, and leaves the rest as it is stored: another tab of
 * the same agent may be writing in another chat.
 */
export function keepChanges(
  store: KeyValueStore,
  agentId: string,
  before: Kept,
  after: Kept,
): void {
  if (before.drafts === after.drafts && before.unsent === after.unsent) return;
  const stored = parse(store.get(agentId));
  const kept = {
    drafts: withChangedDrafts(stored.drafts, before.drafts, after.drafts),
    unsent: withChangedLines(stored.unsent, before.unsent, after.unsent),
  };
  if (Object.keys(kept.drafts).length === 0 && kept.unsent.length === 0) store.remove(agentId);
  else store.set(agentId, JSON.stringify(kept));
}

function withChangedDrafts(
  stored: Kept["drafts"],
  before: Kept["drafts"],
  after: Kept["drafts"],
): Kept["drafts"] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = new Set([...ids].filter((id) => before[id] !== after[id]));
  const others = Object.entries(stored).filter(([id]) => !changed.has(id));
  const ours = Object.entries(after).filter(([id]) => changed.has(id));
  return Object.fromEntries([...others, ...ours]);
}

function withChangedLines(
  stored: Kept["unsent"],
  before: Kept["unsent"],
  after: Kept["unsent"],
): Kept["unsent"] {
  const ours = new Set([...before, ...after].map((line) => line.clientMessageId));
  return [...stored.filter((line) => !ours.has(line.clientMessageId)), ...after];
}

function parse(text: string | null): Kept {
  const nothing: Kept = { drafts: {}, unsent: [] };
  if (text === null) return nothing;
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? value : nothing;
  } catch {
    // Not written by this console: there is nothing of ours in it to lose.
    return nothing;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  if (!("drafts" in value) || !("unsent" in value) || !Array.isArray(value.unsent)) return false;
  return (
    typeof value.drafts === "object" &&
    value.drafts !== null &&
    Object.values(value.drafts).every(isDraft) &&
    value.unsent.every(isUnsentLine)
  );
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === "object" &&
    value !== null &&
    "reply" in value &&
    typeof value.reply === "string" &&
    "note" in value &&
    typeof value.note === "string"
  );
}

function isUnsentLine(value: unknown): value is UnsentLine {
  return (
    typeof value === "object" &&
    value !== null &&
    "clientMessageId" in value &&
    "conversationId" in value &&
    "text" in value &&
    typeof value.text === "string"
  );
}
