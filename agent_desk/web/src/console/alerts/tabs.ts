/** What the tabs of one browser agree on, so that several open consoles ring once. */
import type { KeyValueStore } from "../../shared/storage";

const LOCK = "relay-console-rings";
const SHOWN = "relay-console-shows:";
const CLAIMS = "claims";
const CLAIMS_KEPT = 100;

export class Tabs {
  readonly #store: KeyValueStore;
  readonly #locks: LockManager | null;
  #shown: string | null = null;
  #hide: () => void = () => undefined;

  /** Without locks (a page over plain HTTP), tabs that ring in the same moment may both do it. */
  constructor(store: KeyValueStore, locks: LockManager | null) {
    this.#store = store;
    this.#locks = locks;
  }

  /** True for the first tab that asks; a `mark` that is not above the last one is taken. */
  claim(key: string, mark: number): Promise<boolean> {
    return this.#take(key, mark, (last) => mark > last);
  }

  /** True when no tab has got this since `milliseconds`. */
  claimAfter(key: string, milliseconds: number): Promise<boolean> {
    const now = Date.now();
    // A clock that was put back must not keep the console silent.
    return this.#take(key, now, (last) => Math.abs(now - last) >= milliseconds);
  }

  /** The chat that this tab shows to somebody; null while it is hidden or shows none. */
  show(chat: string | null): void {
    if (chat === this.#shown) return;
    this.#hide();
    this.#shown = chat;
    if (chat === null || !this.#locks) return;
    const hidden = new Promise<void>((resolve) => (this.#hide = resolve));
    void this.#locks.request(SHOWN + chat, { mode: "shared" }, () => hidden);
  }

  /** Whether any tab shows the chat. */
  async isShown(chat: string): Promise<boolean> {
    if (chat === this.#shown) return true;
    const { held } = (await this.#locks?.query()) ?? {};
    return held?.some(({ name }) => name === SHOWN + chat) ?? false;
  }

  async #take(key: string, mark: number, isFree: (last: number) => boolean): Promise<boolean> {
    const take = () => {
      const claims = readClaims(this.#store.get(CLAIMS));
      if (!isFree(claims.get(key) ?? -Infinity)) return false;
      // The newest last, so that the oldest is dropped.
      claims.delete(key);
      claims.set(key, mark);
      this.#store.set(CLAIMS, JSON.stringify([...claims].slice(-CLAIMS_KEPT)));
      return true;
    };
    return this.#locks ? this.#locks.request(LOCK, take) : take();
  }
}

function readClaims(text: string | null): Map<string, number> {
  try {
    return new Map(JSON.parse(text ?? "[]") as [string, number][]);
  } catch {
    return new Map();
  }
}
