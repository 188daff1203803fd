/** What the agent is writing, by conversation, and how texts move in and out of it. Pure. */
import { EMPTY_DRAFT, type ConsoleState, type Draft, type UnsentLine } from "./model";

type Drafts = ConsoleState["drafts"];

export function draftOf(state: ConsoleState, id: string): Draft {
  return state.drafts[id] ?? EMPTY_DRAFT;
}

export function hasText(draft: Draft): boolean {
  return draft.reply.trim() !== "" || draft.note.trim() !== "";
}

/** The drafts with one changed; an empty one is dropped. */
export function withDraft(drafts: Drafts, id: string, draft: Draft): Drafts {
  const reply = draft.reply.trim() === "" ? { ...draft, entry: null } : draft;
  if (reply.mode === "reply" && reply.reply === "" && reply.note === "") {
    return Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== id));
  }
  return { ...drafts, [id]: reply };
}

/** The draft with a stored answer put at the end of its reply. */
export function withAnswer(draft: Draft, entry: string, answer: string): Draft {
  return { ...draft, mode: "reply", reply: joined(draft.reply, answer), entry };
}

/** The draft without the text that is being sent. */
export function withoutText(draft: Draft, line: UnsentLine): Draft {
  return line.note ? { ...draft, note: "" } : { ...draft, reply: "", entry: null };
}

/** The draft with an unsent line's text put before what was written since. */
export function withLineBack(draft: Draft, line: UnsentLine): Draft {
  return line.note
    ? { ...draft, mode: "note", note: joined(line.text, draft.note) }
    : {
        ...draft,
        mode: "reply",
        reply: joined(line.text, draft.reply),
        entry: line.entry ?? draft.entry,
      };
}

function joined(before: string, after: string): string {
  if (before.trim() === "") return after;
  return after === "" ? before : `${before.trimEnd()}\n\n${after}`;
}
