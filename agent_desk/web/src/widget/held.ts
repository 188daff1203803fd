/** The thread as the widget holds it: complete up to its end, or on its way to be. */
import { signal } from "@preact/signals";
import { NoAcknowledgementError, RequestError } from "../shared/errors";
import type { Message } from "../shared/payloads";
import { emptyThread, leavesGap, mergeLines, newThread, prependLines } from "../shared/thread";
import type { Desk } from "./desk";

export class HeldThread {
  readonly thread = signal(emptyThread<Message>());
  /** Whose lines they are; null before the first line. */
  conversationId: string | null = null;
  #fetching = false;

  /** Drops what is held and holds these lines, the newest of the conversation. */
  replace(conversationId: string | null, lines: Message[], more: boolean): void {
    this.conversationId = conversationId;
    this.thread.value = newThread(lines, more);
  }

  /** Adds lines that follow what is held, or newer copies of lines that are. */
  merge(lines: Message[]): void {
    this.thread.value = mergeLines(this.thread.value, lines);
  }

  /** Adds a live line; what is missing before it is fetched, and it comes with that. */
  accept(line: Message, desk: Desk): void {
    if (line.conversation_id !== this.conversationId) {
      // A late line of an older conversation does not bring it back.
      const newest = this.thread.value.lines.at(-1);
      if (newest && newest.created_at > line.created_at) return;
      this.replace(line.conversation_id, [], false);
    }
    const { lines, more } = this.thread.value;
    const first = lines[0];
    // A new copy of a line that has not been paged in yet: it comes with its page.
    if (more && first && line.seq < first.seq) return;
    if (leavesGap(this.thread.value, line)) void this.#fetchMissing(desk);
    else this.merge([line]);
  }

  /** Puts the page before the oldest line in front of it. Rejects with RequestError. */
  async loadEarlier(desk: Desk): Promise<void> {
    const first = this.thread.value.lines[0];
    if (!first) return;
    const ack = await desk.request("messages_fetch", { before_seq: first.seq });
    if (this.thread.value.lines[0]?.id !== first.id) return;
    this.thread.value = prependLines(this.thread.value, ack.messages, ack.more);
  }

  async #fetchMissing(desk: Desk): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      let more = true;
      while (more) {
        const from = this.thread.value.lastSeq;
        const ack = await desk.request("messages_fetch", { after_seq: from });
        this.merge(ack.messages.filter((line) => line.conversation_id === this.conversationId));
        more = ack.more && this.thread.value.lastSeq > from;
      }
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      // Offline, the next connect replays from last_seq; a silent connection is made anew for it.
      const online = desk.state.value.status === "online";
      if (error instanceof NoAcknowledgementError && online) desk.restart();
    } finally {
      this.#fetching = false;
    }
  }
}
