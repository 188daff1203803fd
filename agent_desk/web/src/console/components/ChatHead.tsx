import type { ConversationSummary } from "../../shared/payloads";
import { useDesk, useSelected, useApp, useTexts } from "../context";
import { isMedium } from "../layout";
import { isFollowUp, isMine, isWaiting } from "../state/lists";
import type { Transition } from "../state/model";
import { useTransitions } from "../transitions";
import { wordCustomer } from "../texts/wording";
import type { Texts } from "../texts";
import { Icon } from "./Icon";
import { OtherLanguage } from "./OtherLanguage";
import { Trust } from "./Trust";
import { Wait } from "./Wait";

/** Whose chat it is, and the transitions that the agent can make. */
export function ChatHead({ conversation }: { conversation: ConversationSummary }) {
  const texts = useTexts();
  const desk = useDesk();
  const me = useSelected((state) => state.agent?.id);
  const { layout } = useApp();
  return (
    <header class="chat-head">
      <button
        type="button"
        class="tool only-narrow"
        aria-label={texts.actions.back}
        data-testid="back"
        onClick={() => desk.chats.close()}
      >
        <Icon name="back" />
      </button>
      <div class="chat-title">
        <h1 data-testid="chat-name">{wordCustomer(texts, conversation.customer)}</h1>
        <p class="quiet" data-testid="chat-state" data-state={conversation.state}>
          <OtherLanguage customer={conversation.customer} />
          <Trust customer={conversation.customer} /> · {standing(texts, conversation, me)}
          {conversation.waiting_since !== null && (
            <Wait
              since={conversation.waiting_since}
              patience={isFollowUp(conversation) ? "message" : "chat"}
            />
          )}
        </p>
      </div>
      <StepButtons conversation={conversation} />
      <button
        type="button"
        class="tool"
        title={texts.customer.toggle}
        aria-label={texts.customer.toggle}
        data-testid="customer-toggle"
        onClick={() => {
          if (isMedium()) layout.drawerShown.value = !layout.drawerShown.value;
          else layout.foldCustomer(!layout.customerFolded.value);
        }}
      >
        <Icon name="pane" />
      </button>
    </header>
  );
}

function StepButtons({ conversation }: { conversation: ConversationSummary }) {
  const texts = useTexts();
  const mine = useSelected((state) => isMine(state, conversation));
  const busy = useSelected((state) => state.busy[conversation.id] ?? null);
  const { layout } = useApp();
  const { apply, resolve } = useTransitions();
  const { id } = conversation;

  const button = (transition: Transition, kind: string, onClick: () => void, key?: string) => (
    <button
      type="button"
      class={`button ${kind}`}
      disabled={busy !== null}
      title={key}
      data-testid={`step-${transition}`}
      onClick={onClick}
    >
      {busy === transition ? texts.actions.working : texts.actions[transition]}
    </button>
  );
  if (isWaiting(conversation)) {
    return (
      <div class="steps">{button("claim", "primary", () => void apply("claim", id), "c")}</div>
    );
  }
  if (!mine) return null;
  return (
    <div class="steps">
      {button("release", "quiet-button", () => void apply("release", id))}
      {button("return", "quiet-button", () => void apply("return", id))}
      <button
        type="button"
        class="button quiet-button"
        disabled={busy !== null}
        title="t"
        data-testid="transfer-open"
        onClick={() => (layout.transferDialog.value = id)}
      >
        {texts.transfer.open}
      </button>
      {button("resolve", "", () => resolve(id), "e")}
    </div>
  );
}

function standing(texts: Texts, conversation: ConversationSummary, me: string | undefined): string {
  if (conversation.state !== "assigned") return texts.states[conversation.state];
  return conversation.agent_id === me
    ? texts.assignedToYou
    : texts.assignedTo(conversation.agent_name ?? texts.someone);
}
