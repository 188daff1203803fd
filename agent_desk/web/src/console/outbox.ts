/** What the agent writes, on its way to the desk. A line leaves once it is committed. */
import { Delivery } from "../shared/delivery";
import { newClientMessageId } from "../shared/ids";
import { nextToSend } from "../shared/outbox";
import type { AgentMessage } from "../shared/payloads";
import type { Exchange } from "./exchange";
import { draftOf } from "./state/drafts";
import type { Draft, Mode, UnsentLine } from "./state/model";

export class Outbox {
  readonly #exchange: Exchange;
  readonly #delivery: Delivery<UnsentLine, AgentMessage>;

  /** `onSent` is called when a line has come into the thread. */
  constructor(exchange: Exchange, onSent: () => void) {
    this.#exchange = exchange;
    this.#delivery = new Delivery({
      next: () => nextToSend(exchange.now.unsent),
      send: (line) =>
        exchange.request("message_send", {
          conversation_id: line.conversationId,
          client_message_id: line.clientMessageId,
          text: line.text,
          note: line.note,
          entry: line.entry,
        }),
      onSent: ({ clientMessageId }, message) => {
        exchange.dispatch({ type: "line_sent", message, clientMessageId });
        onSent();
      },
      onFailed: ({ clientMessageId }, failure) =>
        exchange.dispatch({ type: "line_failed", clientMessageId, failure }),
      // Without a connection a line fails at once: the agent may take its text back.
      isOffline: () => false,
    });
  }

  changeDraft(id: string, change: Partial<Draft>): void {
    const draft = { ...draftOf(this.#exchange.now, id), ...change };
    this.#exchange.dispatch({ type: "draft_changed", id, draft });
  }

  /** Sends the draft. The line is in the thread at once, as not yet sent. */
  async send(id: string, mode: Mode): Promise<void> {
    const draft = draftOf(this.#exchange.now, id);
    const text = draft[mode].trim();
    if (text === "") return;
    const line: UnsentLine = {
      conversationId: id,
      clientMessageId: newClientMessageId(),
      text,
      note: mode === "note",
      entry: mode === "note" ? null : draft.entry,
      createdAt: Date.now(),
      status: "sending",
      failure: null,
    };
    this.#exchange.dispatch({ type: "line_written", line });
    await this.#delivery.flush();
  }

  async retry(clientMessageId: string): Promise<void> {
    this.#exchange.dispatch({ type: "line_retried", clientMessageId });
    await this.#delivery.flush();
  }

  /** After a connect: lines that failed for a passing reason are sent again, in their order. */
  async retryPassing(): Promise<void> {
    this.#exchange.dispatch({ type: "passing_lines_retried" });
    await this.#delivery.flush();
  }

  /** Puts a failed line's text back into the reply box. */
  takeBack(clientMessageId: string): void {
    this.#exchange.dispatch({ type: "line_taken_back", clientMessageId });
  }
}
