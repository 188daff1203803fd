/** The open chat: opening, catching up, and reading it. */
import { NO_ACKNOWLEDGEMENT } from "../shared/failure";
import { GapFiller } from "../shared/gapFiller";
import type { AgentMessage } from "../shared/payloads";
import { emptyThread, hasGap } from "../shared/thread";
import type { Exchange } from "./exchange";
import { isMine } from "./state/lists";

export class Chats {
  readonly #exchange: Exchange;
  readonly #gap: GapFiller<AgentMessage>;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#gap = new GapFiller({
      thread: () => exchange.now.open?.thread ?? emptyThread(),
      fetch: (seq) => this.#fetchAfter(seq),
      add: ({ messages }) => this.#addPage(messages),
      onSilence: () => exchange.reconnect(),
    });
  }

  /** Shows a chat in the middle pane. */
  async open(id: string): Promise<void> {
    this.#leave();
    this.select(id);
    await this.#load(id, 0);
  }

  /** As `open`, but its lines come with the next connect: for the first chat of a page. */
  select(id: string): void {
    this.#exchange.dispatch({ type: "opening", id });
  }

  /** Fetches what came since in the open chat, or all of it when nothing is loaded. */
  async reload(): Promise<void> {
    const { open } = this.#exchange.now;
    if (open) await this.#load(open.id, open.thread.lastSeq);
  }

  close(): void {
    this.#leave();
    this.#exchange.dispatch({ type: "closed" });
  }

  async loadOlder(): Promise<void> {
    const { open } = this.#exchange.now;
    const first = open?.thread.lines[0];
    if (!open || !first || open.loadingOlder) return;
    const { id } = open;
    this.#exchange.dispatch({ type: "older_requested" });
    const { ack, failure } = await this.#exchange.request("messages_fetch", {
      conversation_id: id,
      after_seq: null,
      before_seq: first.seq,
    });
    this.#exchange.dispatch(
      ack ? { type: "older_loaded", id, ack } : { type: "older_failed", id, failure },
    );
  }

  /** Fetches what is missing before a line that has come; nothing when nothing is. */
  async fillGap(): Promise<void> {
    const { open } = this.#exchange.now;
    if (open?.status === "ready" && hasGap(open.thread)) await this.#gap.fill();
  }

  /** The agent has seen everything up to `seq`. Only the chat's own agent leaves a mark. */
  async markRead(id: string, seq: number): Promise<void> {
    const state = this.#exchange.now;
    const held = state.conversations[id];
    if (!held || held.read_seq >= seq || !isMine(state, held)) return;
    this.#exchange.dispatch({ type: "read", id, seq });
    await this.#exchange.notify("messages_read", { conversation_id: id, seq });
  }

  async #load(id: string, lastSeq: number): Promise<void> {
    const { ack, failure } = await this.#exchange.request("conversation_open", {
      conversation_id: id,
      last_seq: lastSeq,
    });
    if (!ack) {
      this.#exchange.dispatch({ type: "open_failed", id, failure });
      return;
    }
    this.#exchange.dispatch({ type: "opened", id, ack, lastSeq });
    if (this.#exchange.now.open?.id !== id) return;
    this.#gap.stop();
    // After a long absence the desk may send what is new in pages.
    if (lastSeq > 0 && ack.more && ack.messages.length > 0) await this.#gap.fill();
    else await this.fillGap();
  }

  async #fetchAfter(seq: number) {
    const id = this.#exchange.now.open?.id ?? "";
    const result = await this.#exchange.request("messages_fetch", {
      conversation_id: id,
      after_seq: seq,
      before_seq: null,
    });
    const code = result.failure?.code ?? NO_ACKNOWLEDGEMENT;
    if (code !== NO_ACKNOWLEDGEMENT) console.warn("messages_fetch", id, code);
    return result;
  }

  /** The search ends with the open chat, so the page is always its. */
  #addPage(messages: AgentMessage[]): void {
    const { open } = this.#exchange.now;
    if (open) this.#exchange.dispatch({ type: "newer_loaded", id: open.id, messages });
  }

  /** Ends what belongs to the open chat; the desk need not send its lines any more. */
  #leave(): void {
    this.#gap.stop();
    const { open } = this.#exchange.now;
    if (open) void this.#exchange.notify("conversation_close", { conversation_id: open.id });
  }
}
