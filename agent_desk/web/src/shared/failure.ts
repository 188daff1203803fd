/** Why a request was not carried out, as a value that can be stored and shown. */
import { NoAcknowledgementError, RefusedError } from "./errors";

export interface Failure {
  /** A refusal's code, or NO_ACKNOWLEDGEMENT. */
  readonly code: string;
  readonly limit: number | null;
  readonly retryAfterSeconds: number | null;
}

/** What the desk granted, or why it did not. */
export type Result<A> =
  { readonly ack: A; readonly failure: null } | { readonly ack: null; readonly failure: Failure };

export const NO_ACKNOWLEDGEMENT = "no_acknowledgement";

export const NOT_ACKNOWLEDGED: Failure = {
  code: NO_ACKNOWLEDGEMENT,
  limit: null,
  retryAfterSeconds: null,
};

// What failed for one of these reasons is worth another try at the next connect.
const PASSING = new Set([NO_ACKNOWLEDGEMENT, "storage_unavailable", "internal", "proof_required"]);

export function isPassing(failure: Failure | null): boolean {
  return failure !== null && PASSING.has(failure.code);
}

/** A failure out of the browser's storage, where earlier versions kept its code alone. */
export function readFailure(value: unknown): Failure | null {
  if (typeof value === "string") return { code: value, limit: null, retryAfterSeconds: null };
  if (typeof value !== "object" || value === null) return null;
  const { code, limit, retryAfterSeconds } = value as Partial<Failure>;
  if (typeof code !== "string") return null;
  return { code, limit: limit ?? null, retryAfterSeconds: retryAfterSeconds ?? null };
}

/** Resolves with the outcome of a request. Rejects only for an error that is no RequestError. */
export async function resultOf<A>(request: Promise<A>): Promise<Result<A>> {
  try {
    return { ack: await request, failure: null };
  } catch (error) {
    return { ack: null, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof RefusedError) {
    return { code: error.code, limit: error.limit, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof NoAcknowledgementError) return NOT_ACKNOWLEDGED;
  throw error;
}
