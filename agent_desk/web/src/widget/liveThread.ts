/** The visitor's thread: complete up to its end, or fetching what is missing. */
import { signal } from "@preact/signals";
import { resultOf } from "../shared/failure";
import { GapFiller } from "../shared/gapFiller";
import type { Message } from "../shared/payloads";
import {
  addPage,
  emptyThread,
  hasGap,
  mergeLines,
  newThread,
  prependLines,
  receiveLine,
} from "../shared/thread";
import type { Desk } from "./desk";

export class LiveThread {
  readonly thread = signal(emptyThread<Message>());
  /** Whose lines they are; null before the first line. */
  conversationId: string | null = null;
  readonly #desk: Desk;
  readonly #gap: GapFiller<Message>;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#gap = new GapFiller({
      thread: () => this.thread.value,
      fetch: (seq) => resultOf(desk.request("messages_fetch", { after_seq: seq })),
      add: ({ messages }) => {
        const ours = messages.filter((line) => line.conversation_id === this.conversationId);
        this.thread.value = addPage(this.thread.value, ours);
      },
      onSilence: () => {
        if (desk.state.value.status === "online") desk.restart();
      },
    });
  }

  /** Holds these lines and no others: the newest of the conversation. */
  replace(conversationId: string | null, lines: Message[], more: boolean): void {
    this.#gap.stop();
    this.conversationId = conversationId;
    this.thread.value = newThread(lines, more);
  }

  /** Adds what a connect brings: everything that came after the thread's end. */
  catchUp(lines: Message[]): void {
    this.#gap.stop();
    this.thread.value = addPage(this.thread.value, lines);
  }

  /** Puts newer copies in place of lines that are held. */
  update(lines: Message[]): void {
    this.thread.value = mergeLines(this.thread.value, lines);
  }

  /** Adds a live line; fetches what is missing before it. */
  receive(line: Message): void {
    if (line.conversation_id !== this.conversationId) {
      // A late line of an older conversation does not bring it back.
      const newest = this.thread.value.lines.at(-1);
      if (newest && newest.created_at > line.created_at) return;
      this.replace(line.conversation_id, [], false);
    }
    this.thread.value = receiveLine(this.thread.value, line);
    if (hasGap(this.thread.value)) void this.#gap.fill();
  }

  /** Puts the page before the oldest line in front of it. Rejects with RequestError. */
  async loadEarlier(): Promise<void> {
    const first = this.thread.value.lines[0];
    if (!first) return;
    const ack = await this.#desk.request("messages_fetch", { before_seq: first.seq });
    if (this.thread.value.lines[0]?.id !== first.id) return;
    this.thread.value = prependLines(this.thread.value, ack.messages, ack.more);
  }
}
