/** To whom a chat can be transferred, in the order of the dialog. Pure. */
import type { Colleague } from "../../shared/payloads";

const DUTIES: readonly Colleague["duty"][] = ["on", "away", "off"];

/** Agents on duty first; among equals those with the most room, then by name. */
export function byReadiness(agents: readonly Colleague[]): Colleague[] {
  return [...agents].sort(
    (a, b) =>
      DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty) ||
      a.chats / a.capacity - b.chats / b.capacity ||
      a.name.localeCompare(b.name),
  );
}

/** The languages that at least one of them speaks. */
export function languagesOf(agents: readonly Colleague[]): Colleague["languages"] {
  return [...new Set(agents.flatMap((agent) => agent.languages))].sort();
}
