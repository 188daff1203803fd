import type { Answer } from "./actions";
import { changeOpen, changeUnsent, markRead, noticed } from "./changes";
import { withHands, withLive, withNewer, withOlder, withOpened } from "./chat";
import { place, touch, withPage } from "./lists";
import type { ConsoleState } from "./model";

/** The state after the desk's answer to a request, or after there was none. */
export function afterAnswer(state: ConsoleState, answer: Answer): ConsoleState {
  switch (answer.type) {
    case "all_loaded": {
      const { conversations, more } = answer.ack;
      return withPage(state, conversations, { more, fresh: answer.fresh });
    }
    case "all_failed":
      return { ...state, all: { ...state.all, status: "failed" } };
    case "opened": {
      const { ack, id, lastSeq } = answer;
      const was = state.conversations[id];
      const opened = changeOpen(state, id, (chat) => withOpened(chat, ack, lastSeq));
      return changeOpen(place(opened, ack.conversation), id, (chat) =>
        withHands(chat, was, ack.conversation, state.agent?.id),
      );
    }
    case "open_failed":
      return changeOpen(state, answer.id, (chat) => ({
        ...chat,
        status: chat.thread.lines.length > 0 ? "ready" : "failed",
        failure: answer.failure,
      }));
    case "older_loaded":
      return changeOpen(state, answer.id, (chat) => withOlder(chat, answer.ack));
    case "older_failed":
      return changeOpen(
        noticed(state, { kind: "failed", failure: answer.failure }),
        answer.id,
        (chat) => ({ ...chat, loadingOlder: false }),
      );
    case "newer_loaded":
      return changeOpen(state, answer.id, (chat) => withNewer(chat, answer.ack));
    case "step_done": {
      const { conversation, step } = answer;
      const placed = place(state, conversation);
      return noticed(notBusy(placed, conversation.id), { kind: "done", step });
    }
    case "step_failed": {
      const by = fasterAgent(state, answer);
      return noticed(
        notBusy(state, answer.id),
        by === null ? { kind: "failed", failure: answer.failure } : { kind: "taken", by },
      );
    }
    case "transferred": {
      const { conversation, to } = answer;
      return noticed(place(state, conversation), { kind: "transferred", to });
    }
    case "line_sent": {
      const { message } = answer;
      const id = message.conversation_id;
      const unsent = state.unsent.filter((line) => line.clientMessageId !== answer.clientMessageId);
      return changeOpen(
        markRead(touch({ ...state, unsent }, message), id, message.seq),
        id,
        (chat) => ({
          ...withLive(chat, message, { attentive: true, readSeq: message.seq }),
          newAfter: null,
        }),
      );
    }
    case "line_failed":
      return changeUnsent(state, answer.clientMessageId, (line) => ({
        ...line,
        status: "failed",
        failure: answer.failure,
      }));
  }
}

function notBusy(state: ConsoleState, id: string): ConsoleState {
  const busy = Object.fromEntries(Object.entries(state.busy).filter(([key]) => key !== id));
  return { ...state, busy };
}

/** The name of the agent who was faster, when that is why a claim failed. */
function fasterAgent(
  state: ConsoleState,
  { id, step, failure }: Extract<Answer, { type: "step_failed" }>,
): string | null {
  const now = state.conversations[id];
  const moved = step === "claim" && failure.code === "transition_not_allowed";
  return moved && now?.state === "assigned" ? (now.agent_name ?? null) : null;
}
