/** When to try to connect again. */

const FIRST_MILLISECONDS = 1000;
const LONGEST_MILLISECONDS = 30_000;

/**
 * Milliseconds to wait before attempt `attempt` (0 is the first after a loss): doubling from one
 * second to thirty, and a random quarter more or less, so that not all clients come back at once.
 */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** attempt);
  return Math.round(full * (0.75 + random() * 0.5));
}
