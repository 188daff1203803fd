import { stillPending } from "../../shared/outbox";
import type { ServerEvent } from "./actions";
import { changeOpen, noticed } from "./changes";
import { withHands, withLive } from "./chat";
import { place, sortedByChange, sortedByWait, touch, withoutUnshown } from "./lists";
import type { ConsoleState } from "./model";
import { offeredChat, withOffer, withoutOffer } from "./offers";

/** The state after an event of the desk. */
export function reduceServerEvent(state: ConsoleState, event: ServerEvent): ConsoleState {
  switch (event.type) {
    case "console_ready":
      return afterReady(state, event);
    case "conversation_changed": {
      const was = state.conversations[event.conversation.id];
      const placed = place(state, event.conversation);
      const now = placed.conversations[event.conversation.id];
      return now?.last_seq === event.conversation.last_seq
        ? changeOpen(placed, now.id, (chat) => withHands(chat, was, now, state.agent?.id))
        : placed;
    }
    case "message_created": {
      const { message, attentive } = event;
      const readSeq = state.conversations[message.conversation_id]?.read_seq ?? 0;
      const settled = { ...state, unsent: stillPending(state.unsent, [message]) };
      return changeOpen(touch(settled, message), message.conversation_id, (chat) =>
        withLive(chat, message, { attentive, readSeq }),
      );
    }
    case "conversation_offered":
      return withOffer(state, event.payload);
    case "offer_ended":
      return withoutOffer(state, event.id);
    case "conversation_transferred": {
      const { conversation, by } = event.payload;
      return noticed(place(state, conversation), { kind: "received", by, id: conversation.id });
    }
    case "duty_changed":
      return { ...state, duty: event.duty };
    case "visitor_typing":
      return changeOpen(state, event.conversationId, (chat) => ({
        ...chat,
        visitorTyping: event.typing,
      }));
  }
}

/** Takes over the desk's lists; the open chat and the drafts stay. */
function afterReady(
  state: ConsoleState,
  { payload }: Extract<ServerEvent, { type: "console_ready" }>,
): ConsoleState {
  const { agent, waiting, messages, mine } = payload;
  const listed = [...waiting, ...messages, ...mine].map(
    (conversation) => [conversation.id, conversation] as const,
  );
  return withoutUnshown({
    ...state,
    agent,
    connects: state.connects + 1,
    shops: payload.shops,
    rules: {
      maxTextLength: payload.max_text_length,
      amberAfterSeconds: payload.amber_after_seconds,
      redAfterSeconds: payload.red_after_seconds,
      messageRedAfterSeconds: payload.message_red_after_seconds,
    },
    conversations: { ...state.conversations, ...Object.fromEntries(listed) },
    duty: payload.duty,
    offers: payload.offers.map(offeredChat),
    waiting: sortedByWait(waiting),
    messages: sortedByWait(messages),
    mine: sortedByChange(mine),
    busy: {},
  });
}
