import type { ConversationSummary } from "../../shared/payloads";
import { useDesk, useSelected, useTexts } from "../context";
import { draftOf, hasText } from "../state/drafts";
import { isWaiting } from "../state/lists";
import type { Texts } from "../texts";

interface Props {
  conversation: ConversationSummary;
  takenBy: string | null;
}

/** In the composer's place while the chat is not this agent's: who has it, and what to do. */
export function ReadAlong({ conversation, takenBy }: Props) {
  const texts = useTexts();
  const desk = useDesk();
  const { id } = conversation;
  const draft = useSelected((state) => draftOf(state, id));
  const next = useSelected((state) => state.waiting.find((one) => one !== id) ?? null);
  return (
    <div class="read-along" data-testid="read-along">
      <div class="read-along-row" role="status">
        <p class={takenBy === null ? "" : "strong"}>{standing(texts, conversation, takenBy)}</p>
        {!isWaiting(conversation) && next !== null && (
          <button
            type="button"
            class="button"
            data-testid="next-waiting"
            onClick={() => void desk.chats.open(next)}
          >
            {texts.composer.next}
          </button>
        )}
      </div>
      {hasText(draft) && (
        <div class="kept">
          <p class="quiet">{texts.composer.kept}</p>
          {[draft.reply, draft.note].filter(Boolean).map((text) => (
            <p class="kept-text" key={text}>
              {text}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

function standing(texts: Texts, conversation: ConversationSummary, takenBy: string | null): string {
  switch (conversation.state) {
    case "queued":
      return texts.composer.claimFirst;
    case "left_message":
      return texts.composer.leftMessage;
    case "resolved":
      return texts.composer.resolved;
    case "bot":
      return texts.composer.withBot;
    case "assigned":
      return takenBy === null
        ? texts.composer.claimedBy(conversation.agent_name ?? texts.someone)
        : texts.composer.justTaken(takenBy);
  }
}
