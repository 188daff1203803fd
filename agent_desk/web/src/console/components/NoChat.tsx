import { useDesk, useSelected, useTexts } from "../context";

/** What to do next when no chat is open. */
export function NoChat() {
  const texts = useTexts();
  const desk = useDesk();
  const waiting = useSelected((state) => state.waiting);
  const next = waiting[0];
  const idle = useSelected(
    ({ waiting, messages, mine }) => waiting.length + messages.length + mine.length === 0,
  );
  return (
    <div class="chat-empty" data-testid="no-chat">
      <p class="strong">
        {waiting.length > 0 && texts.thread.noneWaiting(waiting.length)}
        {waiting.length === 0 && (idle ? texts.thread.idle : texts.thread.none)}
      </p>
      <p class="quiet">{idle ? texts.thread.idleHint : texts.thread.noneHint}</p>
      {next !== undefined && (
        <button
          type="button"
          class="button primary"
          data-testid="open-next"
          onClick={() => void desk.chats.open(next)}
        >
          {texts.thread.openNext}
        </button>
      )}
    </div>
  );
}
