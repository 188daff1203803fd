import { isOfHandshake, WEBSOCKET_BLOCKED } from "../../shared/handshake";
import { secondsUntil } from "../../shared/time";
import { now } from "../clock";
import { useClient, useTexts } from "../context";
import { Icon } from "./Icon";

/** A thin bar while there is no connection; it never covers anything. */
export function ConnectionBar() {
  const texts = useTexts();
  const { connection } = useClient();
  const { status, retryAt, refusal } = connection.state.value;
  if (status === "online") return null;
  if (status === "connecting" && refusal === null) {
    return (
      <p class="connection slow" role="status" data-testid="connection" data-status={status}>
        {texts.connection.connecting}
      </p>
    );
  }
  const seconds = retryAt === null ? 0 : secondsUntil(retryAt, now.value);
  const blocked = refusal === WEBSOCKET_BLOCKED;
  const turnedAway = isOfHandshake(refusal) && !blocked;
  const refused = refusal !== null && retryAt === null && !isOfHandshake(refusal);
  return (
    <p class="connection offline" role="status" data-testid="connection" data-status={status}>
      <Icon name="offline" />
      {blocked && <span>{texts.connection.blocked}</span>}
      {turnedAway && <span>{texts.connection.turnedAway(refusal?.message ?? "")}</span>}
      {refused && <span>{texts.connection.refused(refusal.code)}</span>}
      {!isOfHandshake(refusal) && !refused && (
        <span>
          {/* Heard once: the countdown is for eyes only. */}
          <span class="unseen">{texts.connection.lost}</span>
          <span class="tabular" aria-hidden="true">
            {texts.connection.offline(seconds)}
          </span>
        </span>
      )}
      <button type="button" class="link" data-testid="retry-now" onClick={connection.retryNow}>
        {texts.connection.retry}
      </button>
    </p>
  );
}
