/** What the form for leaving a message starts with, and what it accepts. */
import type { Message } from "../shared/payloads";

const MOST_LINES = 3;

/** The visitor's last lines since an agent answered, oldest first, as many as fit into `limit`. */
export function recentWords(lines: readonly Message[], limit: number): string {
  const since = lines.findLastIndex(
    (line) => line.author === "agent" || line.event?.type === "message_left",
  );
  const said = lines
    .slice(since + 1)
    .filter((line) => line.author === "visitor" && line.kind === "text")
    // "Talk to a person" led to the form; it says nothing about the matter.
    .filter((line) => !line.asks_for_person)
    .map((line) => line.text);
  const kept: string[] = [];
  for (const text of said.slice(-MOST_LINES).reverse()) {
    if ([text, ...kept].join("\n").length > limit) break;
    kept.unshift(text);
  }
  return kept.join("\n");
}

/**
 * Whether it looks like an e-mail address or a phone number. This catches obvious mistakes only;
 * the desk decides.
 */
export function looksReachable(contact: string): boolean {
  const text = contact.normalize("NFKC").trim();
  if (text.includes("@")) return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text);
  const digits = text.replace(/\D/g, "").length;
  return /^\+?[\d ().\-/]+$/.test(text) && digits >= 6 && digits <= 15;
}
