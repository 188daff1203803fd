import type { Language } from "../../shared/names";
import type { ConversationSummary } from "../../shared/payloads";
import { useDesk, useLanguage, useSelected, useShopName, useTexts } from "../context";
import { isFollowUp, isWaiting, unreadIn } from "../state/lists";
import { wordCustomer, wordReason, wordWish } from "../texts/wording";
import type { Texts } from "../texts";
import { Ago } from "./Ago";
import { OtherLanguage } from "./OtherLanguage";
import { Unread } from "./Unread";
import { Wait } from "./Wait";

/** One chat in a list. It follows its own summary, so that a change redraws one row. */
export function ConversationRow({ id }: { id: string }) {
  const texts = useTexts();
  const reader = useLanguage();
  const desk = useDesk();
  const conversation = useSelected((state) => state.conversations[id]);
  const open = useSelected((state) => state.open?.id === id);
  const me = useSelected((state) => state.agent?.id);
  // Only the chat's own agent leaves a read mark, so only their rows can be unread.
  const unread = useSelected((state) => unreadIn(state, id));
  const shop = useShopName(conversation?.shop_id ?? "");
  if (!conversation) return null;
  const waiting = isWaiting(conversation);
  return (
    <li class="row-place">
      <button
        type="button"
        class={unread > 0 ? "row unread" : "row"}
        aria-current={open ? "true" : undefined}
        data-testid="conversation-row"
        data-id={id}
        data-state={conversation.state}
        onClick={() => void desk.chats.open(id)}
      >
        <span class="row-top">
          <span class="row-name">{wordCustomer(texts, conversation.customer)}</span>
          {waiting && conversation.waiting_since !== null ? (
            <Wait
              since={conversation.waiting_since}
              patience={isFollowUp(conversation) ? "message" : "chat"}
            />
          ) : (
            <span class="row-time">
              <Ago at={conversation.updated_at} />
            </span>
          )}
        </span>
        <span class="row-line">
          <span class="row-words">
            <LastWords conversation={conversation} />
          </span>
          {unread > 0 && <Unread count={unread} testId="unread" />}
        </span>
        <span class="row-facts">
          <OtherLanguage customer={conversation.customer} />
          {rowFacts(texts, reader, conversation, shop, me).join(" · ")}
        </span>
      </button>
    </li>
  );
}

function LastWords({ conversation }: { conversation: ConversationSummary }) {
  const texts = useTexts();
  const { last_author: author, last_line: line } = conversation;
  return (
    <>
      {author !== null && texts.lists.saidBy[author]}
      <bdi>{line}</bdi>
    </>
  );
}

function rowFacts(
  texts: Texts,
  reader: Language,
  conversation: ConversationSummary,
  shop: string,
  me: string | undefined,
): string[] {
  const { customer, state, reason } = conversation;
  const { language, other_language: other } = customer;
  const answered = language === null || other !== null ? [] : [texts.languagesShort[language]];
  const wanted = wordWish(texts, reader, conversation);
  return [texts.trust.levels[customer.trust], ...answered, shop, standing()];

  function standing(): string {
    if (isWaiting(conversation) && wanted !== null) return wanted;
    if (state === "queued" && reason !== null) return wordReason(texts, reason, null);
    if (state !== "assigned") return texts.states[state];
    return conversation.agent_id === me
      ? texts.assignedToYou
      : texts.assignedTo(conversation.agent_name ?? texts.someone);
  }
}
