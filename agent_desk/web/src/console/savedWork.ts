/** What an agent was writing; the browser stores it over reloads, lost sessions and crashes. */
import { NOT_ACKNOWLEDGED } from "../shared/failure";
import { mergeStored, readPendingLine, type PendingLine } from "../shared/outbox";
import type { KeyValueStore } from "../shared/storage";
import type { Draft, UnsentLine } from "./state/model";

export interface SavedWork {
  drafts: Readonly<Record<string, Draft>>;
  unsent: readonly UnsentLine[];
}

/** What is stored of this agent. A line that was on its way counts as not acknowledged. */
export function loadWork(store: KeyValueStore, agentId: string): SavedWork {
  const { drafts, unsent } = parse(store.get(agentId));
  return {
    drafts,
    unsent: unsent.map((line) =>
      line.status === "failed" ? line : { ...line, status: "failed", failure: NOT_ACKNOWLEDGED },
    ),
  };
}

/**
 * Stores what changed from `before` to `after`, and leaves the rest as it is: another tab of the
 * same agent may be writing in another chat.
 */
export function saveChanges(
  store: KeyValueStore,
  agentId: string,
  before: SavedWork,
  after: SavedWork,
): void {
  if (before.drafts === after.drafts && before.unsent === after.unsent) return;
  const stored = parse(store.get(agentId));
  const work = {
    drafts: mergeDrafts(stored.drafts, before.drafts, after.drafts),
    unsent: mergeStored(stored.unsent, before.unsent, after.unsent),
  };
  if (Object.keys(work.drafts).length === 0 && work.unsent.length === 0) store.remove(agentId);
  else store.set(agentId, JSON.stringify(work));
}

function mergeDrafts(
  stored: SavedWork["drafts"],
  before: SavedWork["drafts"],
  after: SavedWork["drafts"],
): SavedWork["drafts"] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = new Set([...ids].filter((id) => before[id] !== after[id]));
  const others = Object.entries(stored).filter(([id]) => !changed.has(id));
  const ours = Object.entries(after).filter(([id]) => changed.has(id));
  return Object.fromEntries([...others, ...ours]);
}

function parse(text: string | null): SavedWork {
  const nothing: SavedWork = { drafts: {}, unsent: [] };
  if (text === null) return nothing;
  try {
    return readWork(JSON.parse(text));
  } catch {
    // This console did not write it: nothing of ours is lost.
    return nothing;
  }
}

/** What can be read of it: one broken part costs no other. */
function readWork(value: unknown): SavedWork {
  const { drafts, unsent } = (value ?? {}) as { drafts?: unknown; unsent?: unknown };
  return {
    drafts: Object.fromEntries(
      Object.entries(drafts ?? {}).filter((entry): entry is [string, Draft] => isDraft(entry[1])),
    ),
    unsent: Array.isArray(unsent) ? unsent.map(readPendingLine).filter(isUnsentLine) : [],
  };
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

function isUnsentLine(line: PendingLine | null): line is UnsentLine {
  return line !== null && "conversationId" in line;
}
