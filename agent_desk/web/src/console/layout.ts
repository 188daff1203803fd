/** What is open and unfolded on the page. */
import { signal } from "@preact/signals";
import type { KeyValueStore } from "../shared/storage";

export class Layout {
  /** The newest line is in view. */
  readonly atEnd = signal(true);
  readonly helpShown = signal(false);
  readonly alertsShown = signal(false);
  /** The customer's pane over the chat, on screens without room beside it. */
  readonly drawerShown = signal(false);
  readonly customerFolded = signal(false);
  readonly handoffFolded = signal(false);
  /** The chat that the transfer dialog is open for. */
  readonly transferDialog = signal<string | null>(null);
  /** The chat that cannot be resolved before the agent decides about unsent text. */
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

  /** Call it when the composer appears, and with null when it goes. */
  readonly setComposer = (box: HTMLTextAreaElement | null): void => {
    this.#composer = box;
    if (box && this.#focusPending) this.focusComposer();
  };

  /** Puts the cursor into the composer: at once, so that no key is lost, or when it appears. */
  focusComposer(): void {
    this.#focusPending = this.#composer === null;
    this.#composer?.focus();
  }
}

/** Whether the page shows one pane at a time. */
export function isNarrow(): boolean {
  return window.matchMedia("(max-width: 719px)").matches;
}

/** Whether there is no room for the customer's pane beside the chat. */
export function isMedium(): boolean {
  return window.matchMedia("(max-width: 1099px)").matches;
}
