import { ApiError } from "./api";
import { NoAcknowledgementError, RefusedError } from "../shared/errors";
import type { Failure } from "./state/model";

export const NO_ACKNOWLEDGEMENT = "no_acknowledgement";

/** What to tell about a request that did not succeed. Throws on what is not one of ours. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RefusedError) {
    return { code: error.code, limit: error.limit, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof NoAcknowledgementError) {
    return { code: NO_ACKNOWLEDGEMENT, limit: null, retryAfterSeconds: null };
  }
  throw error;
}

/** The same for the HTTP calls. */
export function apiFailureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) throw error;
  const { code, retryAfterSeconds } = error;
  return { code, limit: null, retryAfterSeconds };
}
