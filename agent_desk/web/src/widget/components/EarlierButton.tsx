import { useAttempt } from "../attempt";
import { useChat } from "../chat";

export function EarlierButton({ beforeLoad }: { beforeLoad: () => void }) {
  const { session, texts } = useChat();
  const attempt = useAttempt();
  const words = attempt.failed ? texts.loadEarlierFailed : texts.loadEarlier;
  return (
    <p class="earlier">
      <button
        type="button"
        class="button-text"
        data-testid="load-earlier"
        disabled={attempt.busy}
        onClick={() =>
          attempt.run(() => {
            beforeLoad();
            return session.loadEarlier();
          })
        }
      >
        {attempt.busy ? texts.loadingEarlier : words}
      </button>
    </p>
  );
}
