/** What the launcher remembers on the shop's page; where storage is blocked, nothing. */
export interface Memory {
  /** This visitor has opened the chat before, so there may be unread lines. */
  used(): boolean;
  keepUsed(): void;
  /** The chat was open when this tab left the last page. */
  wasOpen(): boolean;
  keepOpen(open: boolean): void;
  /** The shop's accent and the text on it, from the last visit; empty on the first. */
  colours(): string[];
  keepColours(accent: string, text: string): void;
}

export function openMemory(shop: string): Memory {
  const key = (name: string) => `relay:${shop}:${name}`;
  return {
    used: () => read("localStorage", key("used")) !== null,
    keepUsed: () => write("localStorage", key("used"), "1"),
    wasOpen: () => read("sessionStorage", key("open")) === "1",
    keepOpen: (open) => write("sessionStorage", key("open"), open ? "1" : "0"),
    colours: () => (read("localStorage", key("colours")) ?? "").split(" "),
    keepColours: (accent, text) => write("localStorage", key("colours"), `${accent} ${text}`),
  };
}

type Area = "localStorage" | "sessionStorage";

function read(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

function write(area: Area, key: string, value: string): void {
  try {
    window[area].setItem(key, value);
  } catch {
    // Blocked or full: the launcher starts afresh on the next page.
  }
}
