import { secondsUntil } from "../../shared/time";
import { useChat } from "../chat";
import { useNow } from "../now";
import { AlertIcon } from "./icons";

/** A thin bar while there is no connection; nothing while there is. */
export function ConnectionBar() {
  const { session } = useChat();
  const { status, retryAt } = session.desk.state.value;
  // The thread itself has a text for the very first connect.
  if (status === "online" || (!session.shop.value && status === "connecting")) return null;
  return <Bar retryAt={status === "offline" ? retryAt : null} connecting={status !== "offline"} />;
}

function Bar({ retryAt, connecting }: { retryAt: number | null; connecting: boolean }) {
  const { session, texts } = useChat();
  const now = useNow(500);
  return (
    <div class="bar" role="status" data-testid="connection-bar">
      <AlertIcon />
      <span class="bar-words tabular">
        {/* Heard once: the countdown is for eyes only. */}
        <span class="unseen">{connecting ? texts.connecting : texts.offlineKept}</span>
        <span aria-hidden="true">
          {connecting || retryAt === null
            ? texts.connecting
            : texts.offline(secondsUntil(retryAt, now))}
        </span>
      </span>
      {!connecting && (
        <button
          type="button"
          class="button-text"
          data-testid="retry-connection"
          onClick={session.desk.retryNow}
        >
          {texts.retryNow}
        </button>
      )}
    </div>
  );
}
