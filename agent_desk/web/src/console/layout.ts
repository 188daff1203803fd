/** What is unfolded on the page: no business of the desk's. */
import { signal } from "@preact/signals";
import type { KeyValueStore } from "../shared/storage";

export class Layout {
  /** The newest line is in view. */
  readonly atEnd = signal(true);
  readonly helpShown = signal(false);
  /** The customer's pane over the chat, where there is no room beside it. */
  readonly drawerShown = signal(false);
  readonly customerFolded = signal(false);
  readonly handoffFolded = signal(false);
  /** The chat that is being passed on. */
  readonly transferDialog = signal<string | null>(null);
  /** The chat whose resolving waits for a word about its unsent text. */
  readonly resolveDialog = signal<string | null>(null);
  #composer: HTMLTextAreaElement | null = null;
  #focusPending = false;
  readonly #store: KeyValueStore;

  constructor(store: KeyValueStore) {
    this.#store = store;
    this.customerFolded.value = store.get("customer") === "folded";
    const handoff = store.get("handoff") ?? (isNarrow() ? "folded" : "shown");
    this.handoffFolded.value = handoff === "folded";
  }

  foldCustomer(folded: boolean): void {
    this.customerFolded.value = folded;
    this.#store.set("customer", folded ? "folded" : "shown");
  }

  foldHandoff(folded: boolean): void {
    this.handoffFolded.value = folded;
    this.#store.set("handoff", folded ? "folded" : "shown");
  }

  /** The box that agents write in has appeared, or is gone. */
  readonly setComposer = (box: HTMLTextAreaElement | null): void => {
    this.#composer = box;
    if (box && this.#focusPending) this.focusComposer();
  };

  /** Puts the cursor into that box, at once so that no key is lost, or as soon as it appears. */
  focusComposer(): void {
    this.#focusPending = this.#composer === null;
    this.#composer?.focus();
  }
}

/** One pane at a time. */
export function isNarrow(): boolean {
  return window.matchMedia("(max-width: 719px)").matches;
}

/** No room for the customer beside the chat. */
export function isMedium(): boolean {
  return window.matchMedia("(max-width: 1099px)").matches;
}
