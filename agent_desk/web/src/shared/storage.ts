/** Storage in the browser; where that is blocked, as in some private windows, in memory. */

export interface KeyValueStore {
  get(key: string): string | null;
  /** False when the value is lost with this page. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
}

/** `area` gives the browser's storage, or throws where that is blocked. */
export function openStore(prefix: string, area: () => Storage = () => localStorage): KeyValueStore {
  const memory = new Map<string, string>();
  const storage = available(area);
  const full = (key: string) => `${prefix}:${key}`;
  return {
    get(key) {
      try {
        return memory.get(key) ?? storage?.getItem(full(key)) ?? null;
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (!storage) throw new Error("storage is blocked");
        storage.setItem(full(key), value);
        memory.delete(key);
        return true;
      } catch {
        // Full or blocked: the page goes on with what it has in memory.
        memory.set(key, value);
        return false;
      }
    },
    remove(key) {
      memory.delete(key);
      try {
        storage?.removeItem(full(key));
      } catch {
        // Blocked since the page opened: nothing is stored then.
      }
    },
  };
}

function available(area: () => Storage): Storage | null {
  try {
    return area();
  } catch {
    return null;
  }
}
