/** What the agent writes, on its way to the desk. Nothing leaves here before it is committed. */
import { PASSING_FAILURES } from "../shared/errors";
import { newClientMessageId } from "../shared/ids";
import type { Exchange } from "./exchange";
import { draftOf } from "./state/drafts";
import type { Draft, Mode, UnsentLine } from "./state/model";

export class Outbox {
  readonly #exchange: Exchange;
  readonly #onSent: () => void;
  /** Ends with the last line under way. */
  #sending: Promise<unknown> = Promise.resolve();

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

  /** After a connect: lines that failed for a reason that passes go out again, in their order. */
  async retryPassing(): Promise<void> {
    const passing = this.#exchange.now.unsent.filter(({ failure }) =>
      PASSING_FAILURES.has(failure?.code ?? ""),
    );
    await Promise.all(passing.map((line) => this.retry(line.clientMessageId)));
  }

  /** A failed line's text goes back into the reply box. */
  takeBack(clientMessageId: string): void {
    this.#exchange.dispatch({ type: "line_taken_back", clientMessageId });
  }

  /** One line after the other, so that they arrive in the order of writing. */
  #transmit(line: UnsentLine): Promise<void> {
    const sent = this.#sending.then(() => this.#deliver(line));
    this.#sending = sent.catch(() => undefined);
    return sent;
  }

  async #deliver(line: UnsentLine): Promise<void> {
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
