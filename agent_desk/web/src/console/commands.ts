/** Which key runs which command. Pure. */
import { inComposition, type Composing } from "../shared/keyboard";

export type Command =
  | "next"
  | "previous"
  | "accept"
  | "claim"
  | "transfer"
  | "reply"
  | "note"
  | "resolve"
  | "help"
  | "escape";

export interface Shortcut extends Composing {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  j: "next",
  k: "previous",
  a: "accept",
  c: "claim",
  t: "transfer",
  r: "reply",
  n: "note",
  e: "resolve",
  "?": "help",
  "？": "help",
};

/** The command of a key press; null when it has none, or when somebody is typing. */
export function commandOf(press: Shortcut, typing: boolean): Command | null {
  if (inComposition(press) || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === "Escape") return "escape";
  if (typing) return null;
  return COMMANDS[press.key.toLowerCase()] ?? null;
}

/** The neighbour of the open chat in a list; the first, or last, when the chat is not in it. */
export function neighbour(
  ids: readonly string[],
  openId: string | null,
  step: 1 | -1,
): string | null {
  const at = openId === null ? -1 : ids.indexOf(openId);
  if (at === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[at + step] ?? null;
}
