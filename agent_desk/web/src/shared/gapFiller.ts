/** Fetches the lines that are missing before one that came live. */
import { NO_ACKNOWLEDGEMENT, type Failure, type Result } from "./failure";
import type { Message } from "./payloads";
import { retryDelay } from "./retry";
import { hasGap, type Thread } from "./thread";

// After that many, the next live line or the next connect asks again.
const MOST_RETRIES = 8;

export interface Page<M> {
  messages: M[];
  more: boolean;
}

export interface GapOptions<M extends Message> {
  thread: () => Thread<M>;
  /** The page of lines after `seq`. */
  fetch: (seq: number) => Promise<Result<Page<M>>>;
  /** Adds the page to the thread (see `addPage`). */
  add: (page: Page<M>) => void;
  /** The desk did not answer: a connect replays what is missing. */
  onSilence: () => void;
}

/** One search for what is missing. */
interface Run {
  retries: number;
  timer?: ReturnType<typeof setTimeout>;
  /** The desk named the time of the next attempt. */
  postponed: boolean;
}

export class GapFiller<M extends Message> {
  readonly #options: GapOptions<M>;
  #run: Run | null = null;

  constructor(options: GapOptions<M>) {
    this.#options = options;
  }

  /**
   * Fetches page by page until nothing is missing. A refused page is fetched again later; another
   * call hastens that, unless the desk named the time. Resolves at the first pause or at the end.
   */
  async fill(): Promise<void> {
    if (this.#run?.timer !== undefined && !this.#run.postponed) {
      clearTimeout(this.#run.timer);
      await this.#fetchPages(this.#run);
    } else if (!this.#run) {
      this.#run = { retries: 0, postponed: false };
      await this.#fetchPages(this.#run);
    }
  }

  /** Ends the search: another thread is shown now, or a connect has brought the lines. */
  stop(): void {
    clearTimeout(this.#run?.timer);
    this.#run = null;
  }

  async #fetchPages(run: Run): Promise<void> {
    delete run.timer;
    const { thread, fetch, add } = this.#options;
    let more = true;
    while (more) {
      const from = thread().lastSeq;
      const { ack, failure } = await fetch(from);
      if (this.#run !== run) return;
      if (!ack) {
        this.#notFetched(run, failure);
        return;
      }
      add(ack);
      more = thread().lastSeq > from && (ack.more || hasGap(thread()));
    }
    this.stop();
  }

  #notFetched(run: Run, { code, retryAfterSeconds }: Failure): void {
    if (code === NO_ACKNOWLEDGEMENT || run.retries >= MOST_RETRIES) {
      this.stop();
      if (code === NO_ACKNOWLEDGEMENT) this.#options.onSilence();
      return;
    }
    const pause = Math.max((retryAfterSeconds ?? 0) * 1000, retryDelay(run.retries));
    run.retries += 1;
    run.postponed = retryAfterSeconds !== null;
    run.timer = setTimeout(() => void this.#fetchPages(run), pause);
  }
}
