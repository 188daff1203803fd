/** Tells the desk that the agent is writing a reply: seldom enough to cost nothing. */

const REPEAT_MILLISECONDS = 4000;
const IDLE_MILLISECONDS = 6000;

export class TypingSignal {
  readonly #tell: (typing: boolean) => void;
  readonly #now: () => number;
  #toldAt: number | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (typing: boolean) => void, now: () => number = Date.now) {
    this.#tell = tell;
    this.#now = now;
  }

  /** At every change of the text: told at once, then every four seconds while it goes on. */
  typed(text: string): void {
    if (text.trim() === "") {
      this.stop();
      return;
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE_MILLISECONDS);
    if (this.#toldAt !== null && this.#now() - this.#toldAt < REPEAT_MILLISECONDS) return;
    this.#toldAt = this.#now();
    this.#tell(true);
  }

  /** When the line is sent, the text emptied, the chat left, or after six idle seconds. */
  stop(): void {
    clearTimeout(this.#idle);
    if (this.#toldAt === null) return;
    this.#toldAt = null;
    this.#tell(false);
  }
}
