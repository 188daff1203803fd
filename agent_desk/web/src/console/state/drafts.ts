/** What the agent is writing, by conversation, and how texts move in and out of it. Pure. */
import { EMPTY_DRAFT, type ConsoleState, type Draft, type UnsentLine } from "./model";

type Drafts = ConsoleState["drafts"];

export function draftOf(state: ConsoleState, id: string): Draft {
  return state.drafts[id] ?? EMPTY_DRAFT;
}

export function hasText(draft: Draft): boolean {
  return draft.reply.trim() !== "" || draft.note.trim() !== "";
}

/** The drafts with one changed; one that is all default is not kept. */
export function withDraft(drafts: Drafts, id: string, draft: Draft): Drafts {
  const reply = draft.reply.trim() === "" ? { ...draft, entry: null } : draft;
  if (reply.mode === "reply" && reply.reply === "" && reply.note === "") {
    return Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== id));
  }
  return { ...drafts, [id]: reply };
}

/** A draft with a stored answer put into its reply, after what is there already. */
export function withAnswer(draft: Draft, entry: string, answer: string): Draft {
  return { ...draft, mode: "reply", reply: joined(draft.reply, answer), entry };
}

/** The draft that is left once its line is on its way. */
export function withoutText(draft: Draft, line: UnsentLine): Draft {
  return line.note ? { ...draft, note: "" } : { ...draft, reply: "", entry: null };
}

/** A draft with an unsent line's text put back before what was written since. */
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
