/** Sends an outbox, one line after the other, so that they arrive in the order of writing. */
import { NO_ACKNOWLEDGEMENT, type Failure, type Result } from "./failure";
import type { PendingLine } from "./outbox";

// The pause after "rate_limited" when the desk names none.
const PAUSE_SECONDS = 5;

export interface DeliveryOptions<L extends PendingLine, M> {
  /** The oldest line to send. */
  next: () => L | undefined;
  send: (line: L) => Promise<Result<{ message: M }>>;
  /** Takes a committed line out of the outbox. */
  onSent: (line: L, message: M) => void;
  /** Marks a line as failed; it is not sent again until somebody asks for it. */
  onFailed: (line: L, failure: Failure) => void;
  /** While this is true, lines wait as they are for the next connect. */
  isOffline: () => boolean;
}

export class Delivery<L extends PendingLine, M> {
  readonly #options: DeliveryOptions<L, M>;
  #running = false;
  #done: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeliveryOptions<L, M>) {
    this.#options = options;
  }

  /**
   * Sends until nothing is left to send, the connection is gone, or the desk asks for a pause;
   * after the pause it goes on by itself. Never rejects for a line that fails.
   */
  flush(): Promise<void> {
    if (!this.#running) this.#done = this.#sendAll();
    return this.#done;
  }

  async #sendAll(): Promise<void> {
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      while (!this.#options.isOffline()) {
        const line = this.#options.next();
        if (!line || !(await this.#send(line))) return;
      }
    } finally {
      this.#running = false;
    }
  }

  /** False when nothing more can be sent now. */
  async #send(line: L): Promise<boolean> {
    const { ack, failure } = await this.#options.send(line);
    if (ack) {
      this.#options.onSent(line, ack.message);
      return true;
    }
    if (failure.code === NO_ACKNOWLEDGEMENT && this.#options.isOffline()) return false;
    if (failure.code === "rate_limited") {
      const pause = (failure.retryAfterSeconds ?? PAUSE_SECONDS) * 1000;
      this.#timer = setTimeout(() => void this.flush(), pause);
      return false;
    }
    this.#options.onFailed(line, failure);
    return true;
  }
}
