import { failLine, withoutLine } from "../../shared/outbox";
import type { ServerResponse } from "./actions";
import { changeOpen, markRead, noticed } from "./changes";
import { withHands, withLive, withNewer, withOlder, withOpened } from "./chat";
import { place, touch, withPage } from "./lists";
import type { ConsoleState } from "./model";

/** The state after the desk's response to a request, or after none came. */
export function reduceResponse(state: ConsoleState, response: ServerResponse): ConsoleState {
  switch (response.type) {
    case "all_loaded": {
      const { conversations, more } = response.ack;
      return withPage(state, conversations, { more, fresh: response.fresh });
    }
    case "all_failed":
      return { ...state, all: { ...state.all, status: "failed" } };
    case "opened": {
      const { ack, id, lastSeq } = response;
      const was = state.conversations[id];
      const opened = changeOpen(state, id, (chat) => withOpened(chat, ack, lastSeq));
      return changeOpen(place(opened, ack.conversation), id, (chat) =>
        withHands(chat, was, ack.conversation, state.agent?.id),
      );
    }
    case "open_failed":
      return changeOpen(state, response.id, (chat) => ({
        ...chat,
        status: chat.thread.lines.length > 0 ? "ready" : "failed",
        failure: response.failure,
      }));
    case "older_loaded":
      return changeOpen(state, response.id, (chat) => withOlder(chat, response.ack));
    case "older_failed":
      return changeOpen(
        noticed(state, { kind: "failed", failure: response.failure }),
        response.id,
        (chat) => ({ ...chat, loadingOlder: false }),
      );
    case "newer_loaded":
      return changeOpen(state, response.id, (chat) => withNewer(chat, response.messages));
    case "transition_done": {
      const { conversation, transition } = response;
      const placed = place(state, conversation);
      return noticed(notBusy(placed, conversation.id), { kind: "done", transition });
    }
    case "transition_failed": {
      const by = fasterAgent(state, response);
      return noticed(
        notBusy(state, response.id),
        by === null ? { kind: "failed", failure: response.failure } : { kind: "taken", by },
      );
    }
    case "transferred": {
      const { conversation, to } = response;
      return noticed(place(state, conversation), { kind: "transferred", to });
    }
    case "line_sent": {
      const { message } = response;
      const id = message.conversation_id;
      const unsent = withoutLine(state.unsent, response.clientMessageId);
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
      return {
        ...state,
        unsent: failLine(state.unsent, response.clientMessageId, response.failure),
      };
  }
}

function notBusy(state: ConsoleState, id: string): ConsoleState {
  const busy = Object.fromEntries(Object.entries(state.busy).filter(([key]) => key !== id));
  return { ...state, busy };
}

/** The agent who claimed the chat first, when that is why a claim failed. */
function fasterAgent(
  state: ConsoleState,
  { id, transition, failure }: Extract<ServerResponse, { type: "transition_failed" }>,
): string | null {
  const now = state.conversations[id];
  const moved = transition === "claim" && failure.code === "transition_not_allowed";
  return moved && now?.state === "assigned" ? (now.agent_name ?? null) : null;
}
