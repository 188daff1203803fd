/**
 * Why a request did not succeed.
 *
 * RequestError
 * ├── NoAcknowledgementError   offline, or the desk did not answer in time: try again
 * └── RefusedError             the desk said no and changed nothing; `code` says why
 */
import type { Challenge, ErrorView } from "./payloads";

export class RequestError extends Error {}

export class NoAcknowledgementError extends RequestError {
  override readonly name = "NoAcknowledgementError";

  constructor(readonly event: string) {
    super(`no acknowledgement of ${event}`);
  }
}

export class RefusedError extends RequestError {
  override readonly name = "RefusedError";
  /** Stable name of the reason, such as `rate_limited`. */
  readonly code: string;
  /** The limit that was passed (`text_too_long`), if one was. */
  readonly limit: number | null;
  readonly retryAfterSeconds: number | null;
  /** The proof of work that the desk wants first (`proof_required`). */
  readonly challenge: Challenge | null;

  constructor(error: ErrorView) {
    super(error.message);
    this.code = error.code;
    this.limit = error.limit ?? null;
    this.retryAfterSeconds = error.retry_after_seconds ?? null;
    this.challenge = error.challenge ?? null;
  }
}
