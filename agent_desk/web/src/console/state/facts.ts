import type { Fact } from "./actions";
import { changeOpen, noticed } from "./changes";
import { withHands, withLive } from "./chat";
import { stillUnsent } from "./drafts";
import { place, sortedByChange, sortedByWait, touch, withoutUnshown } from "./lists";
import type { ConsoleState } from "./model";
import { offeredChat, withOffer, withoutOffer } from "./offers";

/** The state after something that the desk tells unasked. */
export function afterFact(state: ConsoleState, fact: Fact): ConsoleState {
  switch (fact.type) {
    case "console_ready":
      return afterReady(state, fact);
    case "conversation_changed": {
      const was = state.conversations[fact.conversation.id];
      const placed = place(state, fact.conversation);
      const now = placed.conversations[fact.conversation.id];
      return now === fact.conversation
        ? changeOpen(placed, now.id, (chat) => withHands(chat, was, now, state.agent?.id))
        : placed;
    }
    case "message_created": {
      const { message, attentive } = fact;
      const readSeq = state.conversations[message.conversation_id]?.read_seq ?? 0;
      const settled = { ...state, unsent: stillUnsent(state.unsent, message) };
      return changeOpen(touch(settled, message), message.conversation_id, (chat) =>
        withLive(chat, message, { attentive, readSeq }),
      );
    }
    case "conversation_offered":
      return withOffer(state, fact.payload);
    case "offer_ended":
      return withoutOffer(state, fact.id);
    case "conversation_transferred": {
      const { conversation, by } = fact.payload;
      return noticed(place(state, conversation), { kind: "received", by, id: conversation.id });
    }
    case "duty_changed":
      return { ...state, duty: fact.duty };
    case "visitor_typing":
      return changeOpen(state, fact.conversationId, (chat) => ({
        ...chat,
        visitorTyping: fact.typing,
      }));
  }
}

/** The lists are the desk's; what is open and what is being written stays. */
function afterReady(
  state: ConsoleState,
  { payload }: Extract<Fact, { type: "console_ready" }>,
): ConsoleState {
  const { agent, waiting, messages, mine } = payload;
  const told = [...waiting, ...messages, ...mine].map(
    (conversation) => [conversation.id, conversation] as const,
  );
  return withoutUnshown({
    ...state,
    agent,
    rules: {
      maxTextLength: payload.max_text_length,
      amberAfterSeconds: payload.amber_after_seconds,
      redAfterSeconds: payload.red_after_seconds,
      messageRedAfterSeconds: payload.message_red_after_seconds,
    },
    conversations: { ...state.conversations, ...Object.fromEntries(told) },
    duty: payload.duty,
    offers: payload.offers.map(offeredChat),
    waiting: sortedByWait(waiting),
    messages: sortedByWait(messages),
    mine: sortedByChange(mine),
    busy: {},
  });
}
