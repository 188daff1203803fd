/** What the visitor has written and the desk has not acknowledged; it survives a reload. */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Failure } from "../shared/failure";
import {
  failLine,
  mergeStored,
  nextToSend,
  readPendingLine,
  retryLine,
  retryPassing,
  withoutLine,
  type PendingLine,
} from "../shared/outbox";
import type { KeyValueStore } from "../shared/storage";
import { OUTBOX } from "./visitorStorage";

/** Which request carries the line. */
export type OutboxRequest =
  | { event: "message_send" }
  | { event: "choice_select"; messageId: string; choiceId: string }
  | { event: "handoff_request" }
  | { event: "message_leave"; contact: string };

export interface OutboxLine extends PendingLine {
  readonly request: OutboxRequest;
}

/** A message with contact details, for when somebody is there. */
export type LeftLine = OutboxLine & { request: { event: "message_leave" } };

export function isLeft(line: OutboxLine): line is LeftLine {
  return line.request.event === "message_leave";
}

export class Outbox {
  #store: KeyValueStore;
  readonly #lines = signal<readonly OutboxLine[]>([]);

  constructor(store: KeyValueStore) {
    this.#store = store;
    this.#lines.value = this.#stored();
  }

  /** Shows what is stored there instead, as after a reload. */
  open(store: KeyValueStore): void {
    this.#store = store;
    this.#lines.value = this.#stored();
  }

  /** Oldest first, in the order in which they are sent. */
  get lines(): ReadonlySignal<readonly OutboxLine[]> {
    return this.#lines;
  }

  isSending(clientMessageId: string): boolean {
    return this.#lines.value.some(
      (line) => line.clientMessageId === clientMessageId && line.status === "sending",
    );
  }

  next(): OutboxLine | undefined {
    return nextToSend(this.#lines.value);
  }

  add(line: OutboxLine): void {
    this.#set([...this.#lines.value, line]);
  }

  remove(clientMessageId: string): void {
    this.#set(withoutLine(this.#lines.value, clientMessageId));
  }

  fail(clientMessageId: string, failure: Failure): void {
    this.#set(failLine(this.#lines.value, clientMessageId, failure));
  }

  retry(clientMessageId: string): void {
    this.#set(retryLine(this.#lines.value, clientMessageId));
  }

  retryPassing(): void {
    this.#set(retryPassing(this.#lines.value));
  }

  #set(lines: readonly OutboxLine[]): void {
    const all = mergeStored(this.#stored(), this.#lines.value, lines);
    this.#lines.value = lines;
    if (all.length > 0) this.#store.set(OUTBOX, JSON.stringify(all));
    else this.#store.remove(OUTBOX);
  }

  #stored(): OutboxLine[] {
    try {
      const lines: unknown = JSON.parse(this.#store.get(OUTBOX) ?? "[]");
      return Array.isArray(lines) ? lines.map(readPendingLine).filter(isOutboxLine) : [];
    } catch {
      // Not ours, or from a version that wrote it otherwise: nothing that can be sent.
      return [];
    }
  }
}

function isOutboxLine(line: PendingLine | null): line is OutboxLine {
  return line !== null && "request" in line && typeof line.request === "object";
}
