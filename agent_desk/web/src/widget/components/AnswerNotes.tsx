import type { NotHelpfulReason } from "../../shared/names";
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
      {(ask || line.helpful !== null) && <Helpful line={line} ask={ask} />}
    </div>
  );
}

function Helpful({ line, ask }: { line: Message; ask: boolean }) {
  const { session, texts } = useChat();
  const attempt = useAttempt();
  if (line.helpful !== null) {
    return (
      <>
        <p class="helpful" role="status" data-testid="helpful-thanks">
          {line.helpful ? texts.thanksHelpful : texts.thanksUnhelpful}
        </p>
        {ask && !line.helpful && line.not_helpful_reason === null && <Reasons line={line} />}
      </>
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

const REASONS: readonly NotHelpfulReason[] = [
  "other_question",
  "incomplete",
  "unclear",
  "outdated",
];

/** Why the answer did not help, in one tap; nobody has to say. */
function Reasons({ line }: { line: Message }) {
  const { session, texts } = useChat();
  const attempt = useAttempt();
  return (
    <p class="helpful" role="group" aria-label={texts.whyNotHelpful} data-testid="not-helpful-why">
      <span>{texts.whyNotHelpful}</span>
      {REASONS.map((reason) => (
        <button
          type="button"
          key={reason}
          class="button-text"
          data-testid={`why-${reason}`}
          disabled={attempt.busy}
          onClick={() => attempt.run(() => session.rateAnswer(line, false, reason))}
        >
          {texts.notHelpfulReason[reason]}
        </button>
      ))}
      {attempt.failed && (
        <span class="trouble" role="alert">
          {texts.notDone}
        </span>
      )}
    </p>
  );
}
