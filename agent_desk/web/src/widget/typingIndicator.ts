import { signal } from "@preact/signals";
import type { TypingChanged } from "../shared/payloads";

// The desk may go away in the middle of a turn; the indicator must not stay for ever.
const SHOWN_MILLISECONDS = 20_000;

/** Who is writing; null again after a while without news. */
export class TypingIndicator {
  readonly author = signal<TypingChanged["author"] | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(author: TypingChanged["author"]): void {
    clearTimeout(this.#timer);
    this.author.value = author;
    this.#timer = setTimeout(() => (this.author.value = null), SHOWN_MILLISECONDS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.author.value = null;
  }
}
