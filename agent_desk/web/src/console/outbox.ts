/** What the agent writes, on its way to the desk. Nothing leaves here before it is committed. */
import { newClientMessageId } from "../shared/ids";
import type { Exchange } from "./exchange";
import { NO_ACKNOWLEDGEMENT } from "./failure";
import { draftOf } from "./state/drafts";
import type { Draft, Mode, UnsentLine } from "./state/model";

export class Outbox {
  readonly #exchange: Exchange;
  readonly #onSent: () => void;

  /** `onSent` is called when a line has come into the thread. */
  constructor(exchange: Exchange, onSent: () => void) {
    this.#exchange = exchange;
    this.#onSent = onSent;
  }

  changeDraft(id: string, change: Partial<Draft>): void {
    const draft = { ...draftOf(this.#exchange.now, id), ...change };
    this.#exchange.dispatch({ type: "draft_changed", id, draft });
  }

  /** Sends what stands in the draft. It is in the thread at once, as not yet sent. */
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
      writtenAt: new Date().toISOString(),
      status: "sending",
      failure: null,
    };
    this.#exchange.dispatch({ type: "line_written", line });
    await this.#transmit(line);
  }

  /** Sends a failed line once more, under the same id: the desk stores it once. */
  async retry(clientMessageId: string): Promise<void> {
    const { unsent } = this.#exchange.now;
    const line = unsent.find((one) => one.clientMessageId === clientMessageId);
    if (line?.status !== "failed") return;
    this.#exchange.dispatch({ type: "line_retried", clientMessageId });
    await this.#transmit(line);
  }

  /** After a connect: lines that the desk never answered go out again, in their order. */
  async retryUnanswered(): Promise<void> {
    const unanswered = this.#exchange.now.unsent.filter(
      (line) => line.failure?.code === NO_ACKNOWLEDGEMENT,
    );
    for (const line of unanswered) await this.retry(line.clientMessageId);
  }

  /** A failed line's text goes back into the reply box. */
  takeBack(clientMessageId: string): void {
    this.#exchange.dispatch({ type: "line_taken_back", clientMessageId });
  }

  async #transmit(line: UnsentLine): Promise<void> {
    const { clientMessageId } = line;
    const { ack, failure } = await this.#exchange.ask("message_send", {
      conversation_id: line.conversationId,
      client_message_id: clientMessageId,
      text: line.text,
      note: line.note,
      entry: line.entry,
    });
    if (!ack) {
      this.#exchange.dispatch({ type: "line_failed", clientMessageId, failure });
      return;
    }
    this.#exchange.dispatch({ type: "line_sent", message: ack.message, clientMessageId });
    this.#onSent();
  }
}
