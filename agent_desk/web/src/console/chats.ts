/** The open chat: opening, catching up, and reading it. */
import { NO_ACKNOWLEDGEMENT } from "./failure";
import type { Exchange } from "./exchange";
import { hasGap } from "./state/chat";
import { isMine } from "./state/lists";

export class Chats {
  readonly #exchange: Exchange;
  /** The chat whose newer lines are being fetched. */
  #fetching: string | null = null;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Shows a chat in the middle. */
  async open(id: string): Promise<void> {
    this.#leave();
    this.expect(id);
    await this.#load(id, 0);
  }

  /** As `open`, but its lines come with the next connect: for the first chat of a page. */
  expect(id: string): void {
    this.#exchange.dispatch({ type: "opening", id });
  }

  /** Asks again for the open chat: what came since, or all of it when nothing is here. */
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
    this.#exchange.dispatch({ type: "older_asked" });
    const { ack, failure } = await this.#exchange.ask("messages_fetch", {
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
    if (open && hasGap(open)) await this.#fetchNewer(open.id);
  }

  /** Everything up to `seq` was seen. Only the chat's own agent leaves a mark. */
  async markRead(id: string, seq: number): Promise<void> {
    const state = this.#exchange.now;
    const held = state.conversations[id];
    if (!held || held.read_seq >= seq || !isMine(state, held)) return;
    this.#exchange.dispatch({ type: "read", id, seq });
    await this.#exchange.mention("messages_read", { conversation_id: id, seq });
  }

  async #load(id: string, lastSeq: number): Promise<void> {
    const { ack, failure } = await this.#exchange.ask("conversation_open", {
      conversation_id: id,
      last_seq: lastSeq,
    });
    if (!ack) {
      this.#exchange.dispatch({ type: "open_failed", id, failure });
      return;
    }
    this.#exchange.dispatch({ type: "opened", id, ack, lastSeq });
    // After a long absence the desk may send what is new in pages.
    if (lastSeq > 0 && ack.more && ack.messages.length > 0) await this.#fetchNewer(id);
    else await this.fillGap();
  }

  /** Fetches page by page until nothing is missing. */
  async #fetchNewer(id: string): Promise<void> {
    if (this.#fetching === id) return;
    this.#fetching = id;
    try {
      while (await this.#fetchPage(id));
    } finally {
      if (this.#fetching === id) this.#fetching = null;
    }
  }

  /** True when there is more. A page that failed is asked for again at the next line. */
  async #fetchPage(id: string): Promise<boolean> {
    const { open } = this.#exchange.now;
    if (open?.id !== id) return false;
    const { ack, failure } = await this.#exchange.ask("messages_fetch", {
      conversation_id: id,
      after_seq: open.thread.lastSeq,
      before_seq: null,
    });
    if (!ack) {
      if (failure.code !== NO_ACKNOWLEDGEMENT) console.warn("messages_fetch", id, failure.code);
      return false;
    }
    this.#exchange.dispatch({ type: "newer_loaded", id, ack });
    return ack.more && ack.messages.length > 0;
  }

  /** The desk need not tell this console about the chat's lines any more. */
  #leave(): void {
    const { open } = this.#exchange.now;
    if (open) void this.#exchange.mention("conversation_close", { conversation_id: open.id });
  }
}
