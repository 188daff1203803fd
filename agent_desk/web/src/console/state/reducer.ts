import type { Action } from "./actions";
import { reduceResponse } from "./responses";
import { reduceUserAction } from "./userActions";
import { reduceServerEvent } from "./serverEvents";
import type { ConsoleState } from "./model";

/** The state after an action. Pure: a stale state and the desk's events give the fresh one. */
export function reduce(state: ConsoleState, action: Action): ConsoleState {
  switch (action.type) {
    case "console_ready":
    case "conversation_changed":
    case "message_created":
    case "conversation_offered":
    case "offer_ended":
    case "conversation_transferred":
    case "duty_changed":
    case "visitor_typing":
      return reduceServerEvent(state, action);
    case "all_loaded":
    case "all_failed":
    case "opened":
    case "open_failed":
    case "older_loaded":
    case "older_failed":
    case "newer_loaded":
    case "transition_done":
    case "transition_failed":
    case "transferred":
    case "line_sent":
    case "line_failed":
      return reduceResponse(state, action);
    default:
      return reduceUserAction(state, action);
  }
}
