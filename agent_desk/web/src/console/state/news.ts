/** What an agent should hear of: found by comparing two states. Pure. */
import type { ConversationSummary } from "../../shared/payloads";
import { unreadIn } from "./lists";
import type { ConsoleState } from "./model";

/**
 * `offered`: a waiting chat is offered to this agent. `received`: a colleague has transferred a chat
 * to them. `lines`: a visitor has written in a chat that they hold. Of news of one kind about one
 * chat, the later has the greater `mark`.
 */
export type News = { readonly conversation: ConversationSummary; readonly mark: number } & (
  { readonly kind: "offered" | "lines" } | { readonly kind: "received"; readonly by: string }
);

export function newsBetween(before: ConsoleState, after: ConsoleState): News[] {
  return [...newOffers(before, after), ...newlyReceived(before, after), ...newLines(before, after)];
}

/** Whether news of a chat still needs the agent. */
export function isPending(state: ConsoleState, id: string): boolean {
  const { notice, offers } = state;
  const received = notice?.kind === "received" && notice.id === id;
  return received || offers.some((offer) => offer.id === id) || unreadIn(state, id) > 0;
}

function newOffers(before: ConsoleState, after: ConsoleState): News[] {
  if (before.offers === after.offers) return [];
  return after.offers
    .filter(({ id }) => !before.offers.some((offer) => offer.id === id))
    .flatMap(({ id, expiresAt }) => {
      const conversation = after.conversations[id];
      return conversation ? [{ kind: "offered", conversation, mark: expiresAt } as const] : [];
    });
}

function newlyReceived(before: ConsoleState, { notice, conversations }: ConsoleState): News[] {
  if (notice?.kind !== "received" || notice === before.notice) return [];
  const conversation = conversations[notice.id];
  if (!conversation) return [];
  return [{ kind: "received", conversation, by: notice.by, mark: conversation.last_seq }];
}

/** Lines of the time before the page knew the chat are counted as unread, and are no news. */
function newLines(before: ConsoleState, after: ConsoleState): News[] {
  if (before.conversations === after.conversations) return [];
  const reconnected = before.connects > 0 && before.connects < after.connects;
  return after.mine.flatMap((id) => {
    const conversation = after.conversations[id];
    const newest = conversation?.unread_seqs.at(-1);
    if (!conversation || newest === undefined) return [];
    // A chat that came to the agent while they were away has been announced to nobody.
    const known = before.conversations[id]?.last_seq ?? (reconnected ? 0 : Infinity);
    return newest > known ? [{ kind: "lines", conversation, mark: newest } as const] : [];
  });
}
