import type { Deed } from "./actions";
import { changeDraft, changeUnsent, markRead, noticed } from "./changes";
import { newChat } from "./chat";
import { draftOf, withAnswer, withLineBack, withoutLine } from "./drafts";
import { withoutUnshown } from "./lists";
import type { ConsoleState } from "./model";

/** The state after something that the agent does here. */
export function afterDeed(state: ConsoleState, deed: Deed): ConsoleState {
  switch (deed.type) {
    case "restored":
      return { ...state, drafts: deed.drafts, unsent: deed.unsent };
    case "view_chosen":
      return { ...state, view: deed.view };
    case "all_asked":
      return { ...state, all: { ...state.all, status: "loading" } };
    case "opening":
      return withoutUnshown({ ...state, open: newChat(deed.id), notice: null });
    case "closed":
      return withoutUnshown({ ...state, open: null });
    case "older_asked":
      return state.open ? { ...state, open: { ...state.open, loadingOlder: true } } : state;
    case "step_asked":
      return { ...state, busy: { ...state.busy, [deed.id]: deed.step } };
    case "draft_changed":
      return changeDraft(state, deed.id, deed.draft);
    case "answer_used": {
      const { id, entry, answer } = deed;
      return changeDraft(state, id, withAnswer(draftOf(state, id), entry, answer));
    }
    case "line_written": {
      const id = deed.line.conversationId;
      const written = { ...state, unsent: [...state.unsent, deed.line] };
      return changeDraft(written, id, withoutLine(draftOf(state, id), deed.line));
    }
    case "line_retried":
      return changeUnsent(state, deed.clientMessageId, (line) => ({
        ...line,
        status: "sending",
        failure: null,
      }));
    case "line_taken_back": {
      const line = state.unsent.find((one) => one.clientMessageId === deed.clientMessageId);
      if (!line) return state;
      const unsent = state.unsent.filter((one) => one !== line);
      const id = line.conversationId;
      return changeDraft({ ...state, unsent }, id, withLineBack(draftOf(state, id), line));
    }
    case "read":
      return markRead(state, deed.id, deed.seq);
    case "noticed":
      return noticed(state, deed.notice);
    case "notice_dismissed":
      return { ...state, notice: null };
  }
}
