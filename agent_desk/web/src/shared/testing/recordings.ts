/**
 * What the desk told two clients of the same conversation: a stale one, all along, and a fresh
 * one at the end. tests/faults/test_stale_state.py records them of the real desk and names the
 * file in VITE_RECORDINGS; without it there is nothing to compare.
 */
import type { AgentEvents, VisitorEvents } from "../events";
import type { ConsoleReady, ConversationOpenAck, SessionReady } from "../payloads";

export interface Recording<Welcome, Facts> {
  name: string;
  stale: Welcome;
  facts: { [E in keyof Facts & string]: [E, Facts[E]] }[keyof Facts & string][];
  fresh: Welcome;
}

export type VisitorRecording = Recording<SessionReady, VisitorEvents>;

/** `opened`: the answers to `conversation_open`; null where no chat exists yet. */
export interface AgentRecording extends Recording<ConsoleReady, AgentEvents> {
  opened: { stale: ConversationOpenAck | null; fresh: ConversationOpenAck | null };
}

interface Recordings {
  visitor: VisitorRecording[];
  agent: AgentRecording[];
}

export async function readRecordings(): Promise<Recordings> {
  const path = import.meta.env.VITE_RECORDINGS as string | undefined;
  if (!path) return { visitor: [], agent: [] };
  const file = (await import(/* @vite-ignore */ path)) as { default: Recordings };
  return file.default;
}
