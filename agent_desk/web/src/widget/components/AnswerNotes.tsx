import type { Message } from "../../shared/payloads";
import { useAttempt } from "../attempt";
import { useChat } from "../chat";
import { PageIcon } from "./icons";

/** Where a bot's answer comes from, and whether it helped. */
export function AnswerNotes({ line, ask }: { line: Message; ask: boolean }) {
  const { texts } = useChat();
  const { source } = line;
  if (!source) return null;
  return (
    <div class="notes">
      <p class="source" data-testid="answer-source">
        <PageIcon />
        <span>
          {texts.answerFrom} · {source.question}
        </span>
      </p>
      {source.translated && (
        <p class="source" data-testid="other-language">
          {texts.onlyOtherLanguage(source.language)}
        </p>
      )}
      {(ask || line.helpful !== null) && <Helpful line={line} />}
    </div>
  );
}

function Helpful({ line }: { line: Message }) {
  const { session, texts } = useChat();
  const attempt = useAttempt();
  if (line.helpful !== null) {
    return (
      <p class="helpful" role="status" data-testid="helpful-thanks">
        {line.helpful ? texts.thanksHelpful : texts.thanksUnhelpful}
      </p>
    );
  }
  const say = (helpful: boolean) => attempt.run(() => session.rateAnswer(line, helpful));
  return (
    <p class="helpful" role="group" aria-label={texts.wasHelpful} data-testid="helpful">
      <span>{texts.wasHelpful}</span>
      <button
        type="button"
        class="button-text"
        data-testid="helpful-yes"
        disabled={attempt.busy}
        onClick={() => say(true)}
      >
        {texts.yes}
      </button>
      <button
        type="button"
        class="button-text"
        data-testid="helpful-no"
        disabled={attempt.busy}
        onClick={() => say(false)}
      >
        {texts.no}
      </button>
      {attempt.failed && (
        <span class="trouble" role="alert">
          {texts.notDone}
        </span>
      )}
    </p>
  );
}
