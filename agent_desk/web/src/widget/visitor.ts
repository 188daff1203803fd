/** Who the visitor is: a guest or a customer with a signed identity, and the token of either. */
import type { KeyValueStore } from "../shared/storage";
import { adoptGuest, keyFor, KNOWN, storageFor, subjectOf, TOKEN } from "./visitorStorage";

export class Visitor {
  /** Of all visitors in this browser; guests store theirs directly in it. */
  readonly #shared: KeyValueStore;
  #identity: string | null;
  /** Null for a guest. */
  #subject: string | null;
  #own: KeyValueStore;
  #tokenInUse: string | null = null;
  /** The desk has a conversation for the token in use. */
  #isKnown = false;

  constructor(store: KeyValueStore, identity: string | null) {
    this.#shared = store;
    this.#identity = identity;
    this.#subject = subjectOf(identity);
    this.#own = storageFor(store, this.#subject);
  }

  /** The signed identity, when the page has given one. */
  get identity(): string | null {
    return this.#identity;
  }

  /** What belongs to this visitor alone. */
  get storage(): KeyValueStore {
    return this.#own;
  }

  /** The key in the shared store that says that the desk knows this visitor. */
  get knownKey(): string {
    return keyFor(KNOWN, this.#subject);
  }

  /**
   * The page says who the visitor is; null is a guest. True when that is somebody else, and so is
   * the storage. A newer identity of the same customer keeps it.
   */
  identify(identity: string | null): boolean {
    const subject = subjectOf(identity);
    const changed = subject !== this.#subject;
    this.#identity = identity;
    this.#subject = subject;
    if (changed) {
      this.#own = storageFor(this.#shared, subject);
      this.#tokenInUse = null;
      this.#isKnown = false;
    }
    return changed;
  }

  /** See `adoptGuest`; true when the storage has a guest's things now. */
  adoptGuest(fresh: boolean): boolean {
    return adoptGuest(this.#own, this.#shared, fresh);
  }

  /** The token to connect with: the last one that any tab has stored. */
  tokenToConnect(): string | null {
    this.#tokenInUse = this.#own.get(TOKEN) ?? this.#shared.get(TOKEN);
    return this.#tokenInUse;
  }

  /**
   * Stores a new token. True when it replaces that of a visitor whom the desk knew: then the chat
   * is another person's now (two may share a browser, or have signed in in another tab), and
   * nothing of it may stay. The desk forgets a token that was never used to write; that changes
   * nothing.
   */
  takeToken(token: string): boolean {
    const replaces = this.#isKnown || this.#own.get(KNOWN) !== null;
    this.#isKnown = false;
    this.#own.remove(KNOWN);
    this.#own.set(TOKEN, token);
    this.#tokenInUse = token;
    return replaces;
  }

  /** The desk has a conversation for the token in use, so this token is the one to keep. */
  known(conversationId: string): void {
    this.#isKnown = true;
    if (this.#tokenInUse === null || this.#own.get(KNOWN) === conversationId) return;
    this.#own.set(TOKEN, this.#tokenInUse);
    this.#own.set(KNOWN, conversationId);
  }
}
