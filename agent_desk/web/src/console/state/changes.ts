/** The small changes that events, responses and user actions share. Pure. */
import { withDraft } from "./drafts";
import { readUpTo } from "./lists";
import type { ConsoleState, Draft, NoticeText, OpenChat } from "./model";

/** Changes the open chat, if it is this one. */
export function changeOpen(
  state: ConsoleState,
  id: string,
  change: (chat: OpenChat) => OpenChat,
): ConsoleState {
  return state.open?.id === id ? { ...state, open: change(state.open) } : state;
}

export function changeDraft(state: ConsoleState, id: string, draft: Draft): ConsoleState {
  return { ...state, drafts: withDraft(state.drafts, id, draft) };
}

/** Read up to `seq`; reading never goes back. */
export function markRead(state: ConsoleState, id: string, seq: number): ConsoleState {
  const held = state.conversations[id];
  if (!held || held.read_seq >= seq) return state;
  return { ...state, conversations: { ...state.conversations, [id]: readUpTo(held, seq) } };
}

export function noticed(state: ConsoleState, text: NoticeText): ConsoleState {
  return { ...state, notice: { ...text, number: (state.notice?.number ?? 0) + 1 } };
}
