/** The chats that are offered to this agent. Pure. */
import type { ConversationOffered } from "../../shared/payloads";
import { place } from "./lists";
import type { ConsoleState, OfferedChat } from "./model";

export function offeredChat({ conversation, expires_at: at }: ConversationOffered): OfferedChat {
  return { id: conversation.id, expiresAt: Date.parse(at) };
}

/** Adds the offer, or gives an offer that is there a new end. */
export function withOffer(state: ConsoleState, offered: ConversationOffered): ConsoleState {
  const placed = place(state, offered.conversation);
  const others = state.offers.filter(({ id }) => id !== offered.conversation.id);
  return { ...placed, offers: [...others, offeredChat(offered)] };
}

export function withoutOffer(state: ConsoleState, id: string): ConsoleState {
  const offers = state.offers.filter((offer) => offer.id !== id);
  return offers.length === state.offers.length ? state : { ...state, offers };
}
