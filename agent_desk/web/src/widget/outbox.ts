/** What the visitor has said and the desk has not acknowledged; it survives a reload. */
import { signal, type ReadonlySignal } from "@preact/signals";
import { PASSING_FAILURES } from "../shared/errors";
import type { KeyValueStore } from "../shared/storage";
import type { PendingLine } from "../shared/thread";
import { OUTBOX } from "./kept";

/** Which request carries the line. */
export type OutboxRequest =
  | { event: "message_send" }
  | { event: "choice_select"; messageId: string; choiceId: string }
  | { event: "handoff_request" }
  | { event: "message_leave"; contact: string };

export interface OutboxItem extends PendingLine {
  request: OutboxRequest;
}

/** A message with contact details, for when somebody is there. */
export type LeavingItem = OutboxItem & { request: { event: "message_leave" } };

export function isLeaving(item: OutboxItem): item is LeavingItem {
  return item.request.event === "message_leave";
}

export class Outbox {
  #store: KeyValueStore;
  readonly #items = signal<OutboxItem[]>([]);

  constructor(store: KeyValueStore) {
    this.#store = store;
    this.#items.value = this.#kept();
  }

  /** Goes on with what is kept there, as after a reload. */
  open(store: KeyValueStore): void {
    this.#store = store;
    this.#items.value = this.#kept();
  }

  /** Oldest first, in the order in which they are sent. */
  get items(): ReadonlySignal<OutboxItem[]> {
    return this.#items;
  }

  /** The oldest line that is to be sent. */
  next(): OutboxItem | undefined {
    return this.#items.value.find((item) => item.status === "sending");
  }

  add(item: OutboxItem): void {
    this.#set([...this.#items.value, item]);
  }

  remove(clientMessageId: string): void {
    this.#set(this.#items.value.filter((item) => item.clientMessageId !== clientMessageId));
  }

  fail(clientMessageId: string, failure: string): void {
    this.#change(clientMessageId, { status: "failed", failure });
  }

  /** The visitor asks for it again: same line, same id. */
  retry(clientMessageId: string): void {
    this.#change(clientMessageId, { status: "sending", failure: null });
  }

  /** After a connect: what failed for a reason that passes is to be sent again. */
  revive(): void {
    this.#set(
      this.#items.value.map((item) =>
        item.status === "failed" && PASSING_FAILURES.has(item.failure ?? "")
          ? { ...item, status: "sending", failure: null }
          : item,
      ),
    );
  }

  clear(): void {
    this.#set([]);
  }

  #change(clientMessageId: string, change: Partial<OutboxItem>): void {
    this.#set(
      this.#items.value.map((item) =>
        item.clientMessageId === clientMessageId ? { ...item, ...change } : item,
      ),
    );
  }

  /** Writes the change over what other tabs keep in the same place: each tab changes its own. */
  #set(items: OutboxItem[]): void {
    const mine = new Set([...this.#items.value, ...items].map((item) => item.clientMessageId));
    const others = this.#kept().filter((item) => !mine.has(item.clientMessageId));
    this.#items.value = items;
    const all = [...others, ...items];
    if (all.length > 0) this.#store.set(OUTBOX, JSON.stringify(all));
    else this.#store.remove(OUTBOX);
  }

  #kept(): OutboxItem[] {
    const written = this.#store.get(OUTBOX);
    if (!written) return [];
    try {
      const items: unknown = JSON.parse(written);
      return Array.isArray(items) ? items.filter(isItem) : [];
    } catch {
      // Not ours, or from a version that wrote it otherwise: nothing that can be sent.
      return [];
    }
  }
}

function isItem(value: unknown): value is OutboxItem {
  if (typeof value !== "object" || value === null) return false;
  const item = value as Partial<OutboxItem>;
  return (
    typeof item.clientMessageId === "string" &&
    typeof item.text === "string" &&
    typeof item.createdAt === "number" &&
    (item.status === "sending" || item.status === "failed") &&
    typeof item.request === "object"
  );
}
