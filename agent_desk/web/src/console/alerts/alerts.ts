/** Alerts for a chat that waits and for a new line: a sound, a notification, both or neither. */
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { KeyValueStore } from "../../shared/storage";
import type { Notifier, Permission } from "./notifier";
import {
  loadSettings,
  saveSettings,
  type AlertChannel,
  type AlertKind,
  type AlertSettings,
} from "./settings";
import type { Tabs } from "./tabs";

/** One thing to hear of. `key` names it among all; a later one about the same has a greater `mark`. */
export interface Alert {
  readonly kind: AlertKind;
  readonly key: string;
  readonly mark: number;
  /** The chat; it has one notification at a time. */
  readonly chat: string;
  readonly title: string;
  readonly body: string;
  readonly onOpen: () => void;
}

export interface Sound {
  /** Whether the browser lets this page sound now. */
  ready(): Promise<boolean>;
  play(kind: AlertKind): void;
}

/** What became of a test; `off` where the agent wants nothing. */
export interface Tested {
  readonly sound: "off" | "played" | "blocked";
  readonly notification: "off" | "shown" | "failed" | Exclude<Permission, "granted">;
}

interface Parts {
  store: KeyValueStore;
  tabs: Tabs;
  sound: Sound;
  notifier: Notifier;
}

// Several alerts of one kind within this time sound once.
const QUIET_MILLISECONDS = 1500;
// A little less than the time between two reminders.
const REMINDED_MILLISECONDS = 4500;
const TEST_TAG = "test";

export class Alerts {
  readonly #parts: Parts;
  readonly #settings: Signal<AlertSettings>;
  readonly #permission: Signal<Permission>;
  readonly #muted = signal(false);

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#settings = signal(loadSettings(parts.store));
    this.#permission = signal(parts.notifier.permission());
  }

  get settings(): ReadonlySignal<AlertSettings> {
    return this.#settings;
  }

  /** What the browser says of notifications. */
  get permission(): ReadonlySignal<Permission> {
    return this.#permission;
  }

  /** The browser has kept back the last sound. */
  get muted(): ReadonlySignal<boolean> {
    return this.#muted;
  }

  /** Reads again what another tab, or the agent in the browser's settings, may have changed. */
  refresh(): void {
    this.#settings.value = loadSettings(this.#parts.store);
    this.#permission.value = this.#parts.notifier.permission();
  }

  /** Most browsers allow sound only after a click or a key: call it there. */
  wake(): void {
    void this.#isAudible();
  }

  /** Asks the browser for permission where it is missing; call it on a click only. */
  async choose(kind: AlertKind, channel: AlertChannel, on: boolean): Promise<void> {
    if (on && channel === "notification") {
      this.#permission.value = await this.#parts.notifier.ask();
      if (this.#permission.value !== "granted") return;
    }
    const settings = this.#settings.value;
    this.#settings.value = { ...settings, [kind]: { ...settings[kind], [channel]: on } };
    saveSettings(this.#parts.store, this.#settings.value);
  }

  /** Rings in one tab of this browser, unless a tab shows the line already. */
  async ring(alert: Alert): Promise<void> {
    const { tabs, notifier } = this.#parts;
    if (alert.kind === "line" && (await tabs.isShown(alert.chat))) return;
    const wanted = this.#settings.peek()[alert.kind];
    const isFirst = (channel: AlertChannel) => tabs.claim(`${channel}:${alert.key}`, alert.mark);
    if (wanted.sound && (await this.#isAudible()) && (await isFirst("sound"))) {
      await this.#chime(alert.kind, QUIET_MILLISECONDS);
    }
    if (!wanted.notification || notifier.permission() !== "granted") return;
    if (await isFirst("notification")) await notifier.show(alert.chat, alert, alert.onOpen);
  }

  /** Repeats the sound of a chat that waits, in one tab of this browser. */
  async remind(): Promise<void> {
    if (!this.#settings.peek().chat.sound || !(await this.#isAudible())) return;
    await this.#chime("chat", REMINDED_MILLISECONDS);
  }

  /** Takes away the notifications of chats that need nobody any more. */
  settle(isPending: (chat: string) => boolean): void {
    this.#parts.notifier.closeWhere((tag) => tag !== TEST_TAG && !isPending(tag));
  }

  /** Tries what the agent wants for `kind`, here and now; call it on a click only. */
  async test(kind: AlertKind, words: { title: string; body: string }): Promise<Tested> {
    const { notifier, sound } = this.#parts;
    const wanted = this.#settings.peek()[kind];
    const audible = wanted.sound && (await this.#isAudible());
    if (audible) sound.play(kind);
    const tested = { sound: wanted.sound ? (audible ? "played" : "blocked") : "off" } as const;
    if (!wanted.notification) return { ...tested, notification: "off" };
    const permission = (this.#permission.value = await notifier.ask());
    if (permission !== "granted") return { ...tested, notification: permission };
    const shown = await notifier.show(TEST_TAG, words, () => undefined);
    return { ...tested, notification: shown ? "shown" : "failed" };
  }

  async #isAudible(): Promise<boolean> {
    const audible = await this.#parts.sound.ready();
    this.#muted.value = !audible;
    return audible;
  }

  async #chime(kind: AlertKind, quietMilliseconds: number): Promise<void> {
    if (await this.#parts.tabs.claimAfter(`sound:${kind}`, quietMilliseconds))
      this.#parts.sound.play(kind);
  }
}
