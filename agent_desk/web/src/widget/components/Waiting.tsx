import { useAttempt } from "../attempt";
import { useChat } from "../chat";
import { wordPlace } from "../queuePlace";
import { ClockIcon } from "./icons";

/** In the queue: the place, what to do meanwhile, and the button that leaves it. */
export function Waiting() {
  const { session, texts } = useChat();
  const attempt = useAttempt();
  const conversation = session.conversation.value;
  const place = conversation?.queue_position ?? null;
  const seconds = conversation?.expected_wait_seconds ?? null;
  const returned = conversation?.returned_ahead ?? 0;
  return (
    <section class="card card-wait" data-testid="waiting">
      <div role="status">
        <h2 class="card-title" data-testid="queue-position">
          <ClockIcon />
          <span>{wordPlace(texts, place, seconds)}</span>
        </h2>
        {returned > 0 && <p data-testid="returned-ahead">{texts.returnedAhead(returned)}</p>}
      </div>
      <p>{texts.waitingMeanwhile}</p>
      <p class="quiet">{texts.waitingLater}</p>
      <button
        type="button"
        class="button-text"
        data-testid="leave-queue"
        disabled={attempt.busy}
        onClick={() => attempt.run(() => session.leaveQueue())}
      >
        {texts.leaveQueue}
      </button>
      {attempt.failed && (
        <p class="trouble" role="alert">
          {texts.notDone}
        </p>
      )}
    </section>
  );
}
