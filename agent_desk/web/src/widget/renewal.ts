/** Asks the shop's page for a fresh identity: before the present one expires, and when it is refused. */
import { signal, type ReadonlySignal } from "@preact/signals";
import { expiryOf } from "./visitorStorage";

export interface RenewalOptions {
  /** Sends the question to the page; its answer comes to `answered`. */
  ask: () => void;
  /** The identity in use; null for a guest. */
  identity: () => string | null;
  /** The page has another one. */
  onFresh: (identity: string) => void;
}

// This long before it expires the page is asked, or when half of the time has passed.
const AHEAD_MILLISECONDS = 60_000;
// The shortest pause, which doubles each time in a row that it is needed: identities that seem to
// end at once come from a wrong clock, of the shop or of this machine, and asking does not mend it.
const PAUSE_MIN_MILLISECONDS = 30_000;
const PAUSE_MIN_DOUBLINGS = 7;
// A page that has not answered by then has no identity to give.
const ANSWER_MILLISECONDS = 10_000;
// The longest time that a browser's timer can wait.
const TIMER_MAX = 2 ** 31 - 1;

export class Renewal {
  readonly #options: RenewalOptions;
  /** The desk has refused the identity, and the page may have another one. */
  readonly #waiting = signal(false);
  /** The identity in use came after a refusal. If it is refused too, others would be as well. */
  #isSecond = false;
  /** How many identities in a row have needed the shortest pause. */
  #short = 0;
  #ahead: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RenewalOptions) {
    this.#options = options;
  }

  /** True while the page is asked for another identity than the one that was refused. */
  get waiting(): ReadonlySignal<boolean> {
    return this.#waiting;
  }

  /** The desk has accepted the identity in use, or none: plans the next question. */
  accepted(): void {
    this.#stop();
    this.#isSecond = false;
    const left = expiryOf(this.#options.identity()) - Date.now();
    if (!(left > 0 && left < Infinity)) return;
    const wanted = Math.max(left - AHEAD_MILLISECONDS, left / 2);
    let pause = wanted;
    if (wanted < PAUSE_MIN_MILLISECONDS) {
      pause = PAUSE_MIN_MILLISECONDS * 2 ** this.#short;
      this.#short = Math.min(this.#short + 1, PAUSE_MIN_DOUBLINGS);
    } else {
      this.#short = 0;
    }
    this.#ahead = setTimeout(this.#options.ask, Math.min(pause, TIMER_MAX));
  }

  /** The desk has refused the identity in use: asks for another one, once. */
  refused(): void {
    this.#stop();
    if (!this.#isSecond) this.askAgain();
  }

  /** Asks whatever came before. */
  askAgain(): void {
    this.#stop();
    this.#waiting.value = true;
    this.#silence = setTimeout(() => this.answered(null), ANSWER_MILLISECONDS);
    this.#options.ask();
  }

  /** The page's answer; null: nobody is logged in there. */
  answered(identity: string | null): void {
    const wasRefused = this.#waiting.value;
    this.#stop();
    if (identity !== null && identity !== this.#options.identity()) {
      this.#isSecond = wasRefused;
      this.#options.onFresh(identity);
    }
  }

  #stop(): void {
    this.#waiting.value = false;
    clearTimeout(this.#ahead);
    clearTimeout(this.#silence);
  }
}
