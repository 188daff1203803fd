import { retryLine, retryPassing } from "../../shared/outbox";
import type { UserAction } from "./actions";
import { changeDraft, markRead, noticed } from "./changes";
import { newChat } from "./chat";
import { draftOf, withAnswer, withLineBack, withoutText } from "./drafts";
import { withoutUnshown } from "./lists";
import type { ConsoleState } from "./model";

/** The state after an action of the agent. */
export function reduceUserAction(state: ConsoleState, action: UserAction): ConsoleState {
  switch (action.type) {
    case "restored":
      return { ...state, drafts: action.drafts, unsent: action.unsent };
    case "view_chosen":
      return { ...state, view: action.view };
    case "all_requested":
      return { ...state, all: { ...state.all, status: "loading" } };
    case "opening":
      return withoutUnshown({ ...state, open: newChat(action.id), notice: null });
    case "closed":
      return withoutUnshown({ ...state, open: null });
    case "older_requested":
      return state.open ? { ...state, open: { ...state.open, loadingOlder: true } } : state;
    case "transition_requested":
      return { ...state, busy: { ...state.busy, [action.id]: action.transition } };
    case "draft_changed":
      return changeDraft(state, action.id, action.draft);
    case "answer_used": {
      const { id, entry, answer } = action;
      return changeDraft(state, id, withAnswer(draftOf(state, id), entry, answer));
    }
    case "line_written": {
      const id = action.line.conversationId;
      const written = { ...state, unsent: [...state.unsent, action.line] };
      return changeDraft(written, id, withoutText(draftOf(state, id), action.line));
    }
    case "line_retried":
      return { ...state, unsent: retryLine(state.unsent, action.clientMessageId) };
    case "passing_lines_retried":
      return { ...state, unsent: retryPassing(state.unsent) };
    case "line_taken_back": {
      const line = state.unsent.find((one) => one.clientMessageId === action.clientMessageId);
      if (!line) return state;
      const unsent = state.unsent.filter((one) => one !== line);
      const id = line.conversationId;
      return changeDraft({ ...state, unsent }, id, withLineBack(draftOf(state, id), line));
    }
    case "read":
      return markRead(state, action.id, action.seq);
    case "noticed":
      return noticed(state, action.notice);
    case "notice_dismissed":
      return { ...state, notice: null };
  }
}
