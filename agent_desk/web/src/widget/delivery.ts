/** Sends the outbox, one line after the other, so that they arrive in the order of writing. */
import { NoAcknowledgementError, RefusedError } from "../shared/errors";
import type { Message } from "../shared/payloads";
import type { Desk } from "./desk";
import type { Outbox, OutboxItem } from "./outbox";

export class Delivery {
  readonly #desk: Desk;
  readonly #outbox: Outbox;
  readonly #delivered: (item: OutboxItem, line: Message) => void;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `delivered` is told of each committed line, and takes it out of the outbox. */
  constructor(desk: Desk, outbox: Outbox, delivered: (item: OutboxItem, line: Message) => void) {
    this.#desk = desk;
    this.#outbox = outbox;
    this.#delivered = delivered;
  }

  /**
   * Sends until the outbox holds nothing to send or the connection is gone; then a line stays
   * "sending" and goes out after the next connect. Never rejects for a line that fails: the line
   * says so itself.
   */
  async flush(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      while (this.#online) {
        const item = this.#outbox.next();
        if (!item || !(await this.#send(item))) return;
      }
    } finally {
      this.#running = false;
    }
  }

  get #online(): boolean {
    return this.#desk.state.value.status === "online";
  }

  /** False when nothing more is to be sent now. */
  async #send(item: OutboxItem): Promise<boolean> {
    try {
      const { message } = await request(this.#desk, item);
      this.#delivered(item, message);
      return true;
    } catch (error) {
      if (error instanceof NoAcknowledgementError) {
        if (!this.#online) return false;
        this.#outbox.fail(item.clientMessageId, "no_acknowledgement");
        return true;
      }
      if (!(error instanceof RefusedError)) throw error;
      if (error.code === "rate_limited") {
        const pause = (error.retryAfterSeconds ?? 5) * 1000;
        this.#timer = setTimeout(() => void this.flush(), pause);
        return false;
      }
      this.#outbox.fail(item.clientMessageId, error.code);
      return true;
    }
  }
}

function request(desk: Desk, item: OutboxItem): Promise<{ message: Message }> {
  const client_message_id = item.clientMessageId;
  switch (item.request.event) {
    case "message_send":
      return desk.request("message_send", { client_message_id, text: item.text });
    case "handoff_request":
      return desk.request("handoff_request", { client_message_id });
    case "message_leave":
      return desk.request("message_leave", {
        client_message_id,
        contact: item.request.contact,
        text: item.text,
      });
    case "choice_select":
      return desk.request("choice_select", {
        client_message_id,
        message_id: item.request.messageId,
        choice_id: item.request.choiceId,
      });
  }
}
