import { useState } from "preact/hooks";
import { useAttempt } from "../attempt";
import { useChat } from "../chat";
import { TickIcon } from "./icons";

/** Asks for a rating at the end: one to five, also in words, and an optional comment. */
export function Rating() {
  const { session, texts } = useChat();
  const attempt = useAttempt();
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  if (session.conversation.value?.rating) {
    return (
      <section class="card" role="status" data-testid="rating-thanks">
        <h2 class="card-title">
          <TickIcon />
          {texts.rateThanks}
        </h2>
        <p class="quiet">{texts.writeAgain}</p>
      </section>
    );
  }
  return (
    <section class="card" data-testid="rating">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (score) attempt.run(() => session.rateConversation(score, comment.trim()));
        }}
      >
        <fieldset class="scores">
          <legend class="card-title">{texts.rateTitle}</legend>
          {texts.rateScores.map((words, index) => (
            <label key={words} class="score" data-testid={`score-${index + 1}`}>
              <input
                type="radio"
                name="score"
                class="unseen"
                checked={score === index + 1}
                onChange={() => setScore(index + 1)}
              />
              <span class="score-number tabular">{index + 1}</span>
              <span class="score-words">{words}</span>
            </label>
          ))}
        </fieldset>
        {score !== null && (
          <>
            <textarea
              class="comment"
              data-testid="rating-comment"
              rows={2}
              maxLength={session.maxTextLength.value}
              placeholder={texts.rateComment}
              aria-label={texts.rateComment}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
            <button type="submit" class="button" data-testid="rating-send" disabled={attempt.busy}>
              {texts.rateSend}
            </button>
          </>
        )}
        {attempt.failed && (
          <p class="trouble" role="alert">
            {texts.notDone}
          </p>
        )}
      </form>
      <p class="quiet">{texts.writeAgain}</p>
    </section>
  );
}
