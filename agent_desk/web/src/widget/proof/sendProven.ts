/** Sends something for which the desk may want a proof of work first. */
import { RefusedError } from "../../shared/errors";
import type { Challenge } from "../../shared/payloads";

// More than one, since a challenge may expire, or be for the token of an earlier connection.
const MOST_CHALLENGES = 3;

/**
 * Resolves with what `send` does. While the desk refuses that with a challenge, gives the proof by
 * `prove` and sends again. Rejects as they do, and with the last refusal.
 */
export async function sendProven<A>(
  send: () => Promise<A>,
  prove: (challenge: Challenge) => Promise<void>,
): Promise<A> {
  for (let challenges = 0; ; challenges += 1) {
    try {
      return await send();
    } catch (error) {
      const challenge = challengeOf(error);
      if (challenge === null || challenges === MOST_CHALLENGES) throw error;
      await prove(challenge);
    }
  }
}

/** The challenge of a refusal; null for every other error. */
export function challengeOf(error: unknown): Challenge | null {
  return error instanceof RefusedError ? error.challenge : null;
}
