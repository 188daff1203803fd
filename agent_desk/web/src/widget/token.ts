/** The visitor's token, as this browser keeps it. */
import type { KeyValueStore } from "../shared/storage";
import { KNOWN, TOKEN } from "./kept";

export class VisitorToken {
  readonly #store: KeyValueStore;
  readonly #guest: KeyValueStore;
  #inUse: string | null = null;

  /** `guest` is the place of guests, where somebody may have been before they signed in. */
  constructor(store: KeyValueStore, guest: KeyValueStore) {
    this.#store = store;
    this.#guest = guest;
  }

  /** What to connect with: what any tab has kept last. */
  toConnect(): string | null {
    this.#inUse = this.#store.get(TOKEN) ?? this.#guest.get(TOKEN);
    return this.#inUse;
  }

  /**
   * Keeps a new one. True when it replaces that of a visitor whom the desk knew: then it is
   * another person's (two may share a browser), and nothing of the first may stay. The desk
   * forgets a token that was never used to write; that changes nothing.
   */
  take(token: string): boolean {
    const replaces = this.#store.get(KNOWN) !== null;
    this.#store.remove(KNOWN);
    this.#store.set(TOKEN, token);
    this.#inUse = token;
    return replaces;
  }

  /** The desk has a conversation for the token in use: it is the one to keep. */
  known(conversationId: string): void {
    if (this.#inUse === null || this.#store.get(KNOWN) === conversationId) return;
    this.#store.set(TOKEN, this.#inUse);
    this.#store.set(KNOWN, conversationId);
  }
}
