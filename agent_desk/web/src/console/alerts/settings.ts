/** What an agent wants to hear and see; this browser keeps it, for all its tabs. */
import type { KeyValueStore } from "../../shared/storage";

/** `chat`: a chat that waits for the agent. `line`: a new line in a chat that they hold. */
export type AlertKind = "chat" | "line";
export type AlertChannel = "sound" | "notification";
export type AlertSettings = Readonly<Record<AlertKind, Readonly<Record<AlertChannel, boolean>>>>;

export const ALERT_KINDS: readonly AlertKind[] = ["chat", "line"];
export const ALERT_CHANNELS: readonly AlertChannel[] = ["sound", "notification"];

const KEY = "alerts";

/** What is stored; sounds are on and notifications off until the agent decides. */
export function loadSettings(store: KeyValueStore): AlertSettings {
  const stored = parse(store.get(KEY));
  // The one switch for each channel of an earlier console.
  const before = {
    sound: store.get("sound") !== "off",
    notification: store.get("notifications") === "on",
  };
  const read = (kind: AlertKind) => ({
    sound: stored[kind]?.sound ?? before.sound,
    notification: stored[kind]?.notification ?? before.notification,
  });
  return { chat: read("chat"), line: read("line") };
}

export function saveSettings(store: KeyValueStore, settings: AlertSettings): void {
  store.set(KEY, JSON.stringify(settings));
}

function parse(text: string | null): Partial<Record<AlertKind, Partial<AlertSettings["chat"]>>> {
  try {
    return (JSON.parse(text ?? "null") ?? {}) as Partial<AlertSettings>;
  } catch {
    return {};
  }
}
