/** Whom a chat can be passed to, in the order in which they are offered. Pure. */
import type { Colleague } from "../../shared/payloads";

const DUTIES: readonly Colleague["duty"][] = ["on", "away", "off"];

/** Who is on duty first, of these who has the most room; then by name. */
export function byReadiness(agents: readonly Colleague[]): Colleague[] {
  return [...agents].sort(
    (a, b) =>
      DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty) ||
      a.chats / a.capacity - b.chats / b.capacity ||
      a.name.localeCompare(b.name),
  );
}

/** The languages that some of them say they speak. */
export function languagesOf(agents: readonly Colleague[]): Colleague["languages"] {
  return [...new Set(agents.flatMap((agent) => agent.languages))].sort();
}
