/**
 * What the desk sent to two clients of the same conversation: one that was there all along, and one
 * that came at the end. tests/faults/test_stale_state.py records them from a real desk and passes
 * the file in VITE_RECORDINGS; without it there is nothing to compare.
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
