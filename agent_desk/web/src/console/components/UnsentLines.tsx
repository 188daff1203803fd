import { useDesk, useSelected, useApp, useTexts } from "../context";
import type { UnsentLine } from "../state/model";
import { wordFailure } from "../texts/wording";
import { Icon } from "./Icon";
import { Speaker } from "./Speaker";

/** The agent's own lines that the desk has not acknowledged; they come last. */
export function UnsentLines({ conversationId }: { conversationId: string }) {
  const texts = useTexts();
  const unsent = useSelected((state) => state.unsent);
  const name = useSelected((state) => state.agent?.name ?? "");
  return (
    <>
      {unsent
        .filter((line) => line.conversationId === conversationId)
        .map((line) => (
          <Speaker
            key={line.clientMessageId}
            author="agent"
            note={line.note}
            name={line.note ? `${name} · ${texts.thread.note}` : name}
            at={line.createdAt}
          >
            <div class="entry" data-testid="unsent-line" data-status={line.status}>
              <div class="bubble unsent" dir="auto">
                {line.text}
              </div>
              {line.status === "sending" ? <Sending /> : <Failed line={line} />}
            </div>
          </Speaker>
        ))}
    </>
  );
}

function Sending() {
  const texts = useTexts();
  return (
    <p class="foot">
      <span>
        <Icon name="clock" /> {texts.thread.sending}
      </span>
    </p>
  );
}

function Failed({ line }: { line: UnsentLine }) {
  const texts = useTexts();
  const desk = useDesk();
  const { layout } = useApp();
  return (
    <p class="foot" role="alert">
      <span class="trouble-word">
        <Icon name="alert" />{" "}
        {line.failure
          ? texts.composer.notSentWhy(wordFailure(texts, line.failure))
          : texts.composer.notSent}
      </span>
      <span>
        <button
          type="button"
          class="link"
          data-testid="unsent-retry"
          onClick={() => void desk.outbox.retry(line.clientMessageId)}
        >
          {texts.composer.tryAgain}
        </button>{" "}
        <button
          type="button"
          class="link"
          data-testid="unsent-edit"
          onClick={() => {
            desk.outbox.takeBack(line.clientMessageId);
            layout.focusComposer();
          }}
        >
          {texts.composer.discard}
        </button>
      </span>
    </p>
  );
}
