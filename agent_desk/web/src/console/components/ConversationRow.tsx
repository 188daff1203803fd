import type { ConversationSummary } from "../../shared/payloads";
import { useDesk, useSelected, useTexts } from "../context";
import { isFollowUp, isUnread, isWaiting } from "../state/lists";
import { wordCustomer, wordReason, wordWish } from "../texts/wording";
import type { Texts } from "../texts";
import { Ago } from "./Ago";
import { Wait } from "./Wait";

/** One chat in a list. It follows its own summary, so that a change redraws one row. */
export function ConversationRow({ id }: { id: string }) {
  const texts = useTexts();
  const desk = useDesk();
  const conversation = useSelected((state) => state.conversations[id]);
  const open = useSelected((state) => state.open?.id === id);
  const me = useSelected((state) => state.agent?.id);
  if (!conversation) return null;
  // Only the chat's own agent leaves a read mark, so only their rows can be unread.
  const unread = conversation.agent_id === me && isUnread(conversation);
  const waiting = isWaiting(conversation);
  return (
    <li class="row-place">
      <button
        type="button"
        class={unread ? "row unread" : "row"}
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
          {unread && <span class="dot" role="img" aria-label={texts.lists.unread} />}
          <span class="row-words">
            <LastWords conversation={conversation} />
          </span>
        </span>
        <span class="row-facts">{rowFacts(texts, conversation, me).join(" · ")}</span>
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
  conversation: ConversationSummary,
  me: string | undefined,
): string[] {
  const { customer, state, reason } = conversation;
  const language = customer.language === null ? [] : [texts.languagesShort[customer.language]];
  const wanted = wordWish(texts, conversation);
  return [...language, conversation.shop_name, standing()];

  function standing(): string {
    if (isWaiting(conversation) && wanted !== null) return wanted;
    if (state === "queued" && reason !== null) return wordReason(texts, reason, null);
    if (state !== "assigned") return texts.states[state];
    return conversation.agent_id === me
      ? texts.assignedToYou
      : texts.assignedTo(conversation.agent_name ?? texts.someone);
  }
}
