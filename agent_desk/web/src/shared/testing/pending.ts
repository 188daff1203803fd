import type { PendingLine } from "../outbox";

/** A line on its way, for tests. */
export function aPending(clientMessageId: string, given: Partial<PendingLine> = {}): PendingLine {
  return {
    clientMessageId,
    text: clientMessageId,
    createdAt: 0,
    status: "sending",
    failure: null,
    ...given,
  };
}

export function aFailure(code: string, retryAfterSeconds: number | null = null) {
  return { code, limit: null, retryAfterSeconds };
}
