/** Why no WebSocket comes through, although the desk may be there. */
import type { ErrorView } from "./payloads";

const ADDRESS = "/socket.io/?EIO=4&transport=polling";

// Of Engine.IO: the kinds of packets, with which they begin.
const OPEN = "0";
const CLOSE = "1";

/** The desk answers, but no WebSocket comes through. */
export const WEBSOCKET_BLOCKED = refusal(
  "websocket_blocked",
  "Something between this browser and the desk blocks WebSockets.",
);

/** Whether this module has made it. */
export function isOfHandshake(error: ErrorView | null): boolean {
  return error?.code === "websocket_blocked" || error?.code === "handshake_refused";
}

/**
 * Opens and ends a connection without a WebSocket. Gives the desk's own words if it refuses that
 * too (`handshake_refused`), WEBSOCKET_BLOCKED if it does not, and null if no desk answers.
 */
export async function explainHandshake(): Promise<ErrorView | null> {
  try {
    const opened = await fetch(ADDRESS, { cache: "no-store" });
    if (!opened.ok) return await refusalIn(opened);
    const packet = await opened.text();
    if (!packet.startsWith(OPEN)) return null;
    const { sid } = JSON.parse(packet.slice(1)) as { sid: string };
    // With a POST a browser also says which page it comes from, as with a WebSocket.
    const closed = await fetch(`${ADDRESS}&sid=${encodeURIComponent(sid)}`, {
      method: "POST",
      body: CLOSE,
    });
    return closed.ok ? WEBSOCKET_BLOCKED : await refusalIn(closed);
  } catch {
    return null;
  }
}

/** The desk says why in a JSON string. Whatever else answers, a proxy for example, does not. */
async function refusalIn(answer: Response): Promise<ErrorView | null> {
  const words: unknown = await answer.json();
  return typeof words === "string" ? refusal("handshake_refused", words) : null;
}

function refusal(code: string, message: string): ErrorView {
  return { code, message, limit: null, retry_after_seconds: null, challenge: null };
}
