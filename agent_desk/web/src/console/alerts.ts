/** Alerts for a new waiting chat: a sound, a desktop notification, both or neither. */
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { KeyValueStore } from "../shared/storage";
import { chime } from "./chime";

export interface AlertSettings {
  readonly sound: boolean;
  readonly notifications: boolean;
  /** The browser forbids notifications until the agent allows them in its settings. */
  readonly denied: boolean;
}

export class Alerts {
  readonly #store: KeyValueStore;
  readonly #settings: Signal<AlertSettings>;

  constructor(store: KeyValueStore) {
    this.#store = store;
    this.#settings = signal({
      sound: store.get("sound") !== "off",
      notifications: store.get("notifications") === "on" && permission() === "granted",
      denied: permission() === "denied",
    });
  }

  get settings(): ReadonlySignal<AlertSettings> {
    return this.#settings;
  }

  setSound(on: boolean): void {
    this.#store.set("sound", on ? "on" : "off");
    this.#change({ sound: on });
    if (on) chime();
  }

  /** Asks the browser for permission where it is missing; call it on a click only. */
  async setNotifications(on: boolean): Promise<void> {
    const granted = on && (await Notification.requestPermission()) === "granted";
    this.#store.set("notifications", granted ? "on" : "off");
    this.#change({ notifications: granted, denied: permission() === "denied" });
  }

  /** Rings. Several tabs with the same `tag` show one notification; `onOpen` is called on its click. */
  ring(title: string, body: string, tag: string, onOpen: () => void): void {
    const { sound, notifications } = this.settings.value;
    if (sound) chime();
    if (!notifications || permission() !== "granted") return;
    const shown = notification(title, { body, tag });
    if (!shown) return;
    shown.onclick = () => {
      window.focus();
      shown.close();
      onOpen();
    };
  }

  /** Repeats the sound only. */
  remind(): void {
    if (this.settings.value.sound) chime();
  }

  #change(change: Partial<AlertSettings>): void {
    this.#settings.value = { ...this.settings.value, ...change };
  }
}

export function canNotify(): boolean {
  return "Notification" in globalThis;
}

function notification(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    // Android's browsers show them from a service worker only: there the sound must suffice.
    return null;
  }
}

function permission(): NotificationPermission {
  return canNotify() ? Notification.permission : "denied";
}
