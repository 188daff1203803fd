/** The thread as the widget holds it: complete up to its end, or on its way to be. */
import { signal } from "@preact/signals";
import { NoAcknowledgementError, RefusedError } from "../shared/errors";
import type { Message } from "../shared/payloads";
import { retryDelay } from "../shared/retry";
import { emptyThread, leavesGap, mergeLines, newThread, prependLines } from "../shared/thread";
import type { Desk } from "./desk";

// Then the next live line, or the next connect, brings what is missing.
const MOST_REFUSALS = 8;

/** Lines that are missing after the end of what is held. */
interface Gap {
  /** The newest line known to be beyond it. */
  until: number;
  refusals: number;
  timer?: ReturnType<typeof setTimeout>;
}

export class HeldThread {
  readonly thread = signal(emptyThread<Message>());
  /** Whose lines they are; null before the first line. */
  conversationId: string | null = null;
  /** The one that is being filled. */
  #gap: Gap | null = null;

  /** Drops what is held and holds these lines, the newest of the conversation. */
  replace(conversationId: string | null, lines: Message[], more: boolean): void {
    this.#endGap();
    this.conversationId = conversationId;
    this.thread.value = newThread(lines, more);
  }

  /** Adds what a connect brings: everything that came after what is held. */
  catchUp(lines: Message[]): void {
    this.#endGap();
    this.merge(lines);
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
    if (leavesGap(this.thread.value, line)) this.#missing(line.seq, desk);
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

  #missing(seq: number, desk: Desk): void {
    if (this.#gap) {
      this.#gap.until = Math.max(this.#gap.until, seq);
      return;
    }
    this.#gap = { until: seq, refusals: 0 };
    void this.#fill(this.#gap, desk);
  }

  async #fill(gap: Gap, desk: Desk): Promise<void> {
    try {
      let more = true;
      while (more) {
        const from = this.thread.value.lastSeq;
        const ack = await desk.request("messages_fetch", { after_seq: from });
        // Another thread is held since, or a connect has brought the lines.
        if (this.#gap !== gap) return;
        this.merge(ack.messages.filter((line) => line.conversation_id === this.conversationId));
        const { lastSeq } = this.thread.value;
        more = lastSeq > from && (ack.more || lastSeq < gap.until);
      }
      this.#endGap();
    } catch (error) {
      if (this.#gap === gap) this.#notFilled(gap, error, desk);
    }
  }

  #notFilled(gap: Gap, error: unknown, desk: Desk): void {
    if (error instanceof RefusedError && gap.refusals < MOST_REFUSALS) {
      const asked = (error.retryAfterSeconds ?? 0) * 1000;
      const pause = Math.max(asked, retryDelay(gap.refusals));
      gap.refusals += 1;
      gap.timer = setTimeout(() => void this.#fill(gap, desk), pause);
      return;
    }
    this.#endGap();
    if (error instanceof NoAcknowledgementError) {
      // Offline, the next connect replays from last_seq; a silent connection is made anew for it.
      if (desk.state.value.status === "online") desk.restart();
    } else if (!(error instanceof RefusedError)) {
      throw error;
    }
  }

  #endGap(): void {
    clearTimeout(this.#gap?.timer);
    this.#gap = null;
  }
}
