/** The lines that a reader has written and the desk has not acknowledged. Pure. */
import { isPassing, readFailure, type Failure } from "./failure";
import type { Message } from "./payloads";

export interface PendingLine {
  readonly clientMessageId: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly status: "sending" | "failed";
  readonly failure: Failure | null;
}

/** The oldest line to send. */
export function nextToSend<L extends PendingLine>(lines: readonly L[]): L | undefined {
  return lines.find((line) => line.status === "sending");
}

export function withoutLine<L extends PendingLine>(lines: readonly L[], id: string): readonly L[] {
  return lines.filter((line) => line.clientMessageId !== id);
}

export function failLine<L extends PendingLine>(
  lines: readonly L[],
  id: string,
  failure: Failure,
): readonly L[] {
  return lines.map((line) =>
    line.clientMessageId === id ? { ...line, status: "failed", failure } : line,
  );
}

/** The line is sent again, under the same id: the desk stores it once. */
export function retryLine<L extends PendingLine>(lines: readonly L[], id: string): readonly L[] {
  return lines.map((line) => (line.clientMessageId === id ? sending(line) : line));
}

/** After a connect: lines that failed for a passing reason are sent again. */
export function retryPassing<L extends PendingLine>(lines: readonly L[]): readonly L[] {
  return lines.map((line) => (isPassing(line.failure) ? sending(line) : line));
}

/** The lines that are not among the committed ones; the same array when none of them is. */
export function stillPending<L extends PendingLine>(
  pending: readonly L[],
  committed: readonly Message[],
): readonly L[] {
  const ids = new Set(committed.map((message) => message.client_message_id));
  const rest = pending.filter((line) => !ids.has(line.clientMessageId));
  return rest.length === pending.length ? pending : rest;
}

/**
 * What to store when this tab's lines change from `before` to `after`. Other tabs write to the
 * same place: of what is `stored`, their lines stay as they are.
 */
export function mergeStored<L extends PendingLine>(
  stored: readonly L[],
  before: readonly L[],
  after: readonly L[],
): L[] {
  const ours = new Set([...before, ...after].map((line) => line.clientMessageId));
  return [...stored.filter((line) => !ours.has(line.clientMessageId)), ...after];
}

/**
 * A line out of the browser's storage in today's form, with whatever else it holds; null if it is
 * none. Earlier versions stored the time as a text (`writtenAt`), and a failure as its code alone.
 */
export function readPendingLine(value: unknown): PendingLine | null {
  if (typeof value !== "object" || value === null) return null;
  const { writtenAt, ...line } = value as Partial<PendingLine> & { writtenAt?: unknown };
  const { clientMessageId, text, status } = line;
  const createdAt = line.createdAt ?? Date.parse(String(writtenAt));
  if (typeof clientMessageId !== "string" || typeof text !== "string") return null;
  if (typeof createdAt !== "number" || Number.isNaN(createdAt)) return null;
  if (status !== "sending" && status !== "failed") return null;
  return { ...line, clientMessageId, text, status, createdAt, failure: readFailure(line.failure) };
}

function sending<L extends PendingLine>(line: L): L {
  return { ...line, status: "sending", failure: null };
}
