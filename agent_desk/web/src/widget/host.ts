/** The shop's page around the frame: the only page that the frame exchanges messages with. */
import { readToFrame, type ToFrame, type ToPage } from "../loader/protocol";

export interface Host {
  /** False when the frame was opened as a page of its own. */
  framed: boolean;
  post(message: ToPage): void;
}

/**
 * Listens to the page whose origin the loader named; `onMessage` gets the messages of that page and
 * of no other. A page without an origin (`null`, as of a local file) gets no messages.
 */
export function joinHost(
  origin: string | null,
  self: Window,
  onMessage: (message: ToFrame) => void,
): Host {
  const page = self.parent;
  const exact = exactOrigin(origin);
  if (page === self || !exact) return { framed: false, post: () => undefined };
  self.addEventListener("message", (event) => {
    if (event.origin !== exact || event.source !== page) return;
    const message = readToFrame(event.data);
    if (message) onMessage(message);
  });
  return { framed: true, post: (message) => page.postMessage(message, exact) };
}

function exactOrigin(origin: string | null): string | null {
  try {
    const url = new URL(origin ?? "");
    return url.origin === origin && url.origin !== "null" ? origin : null;
  } catch {
    return null;
  }
}
