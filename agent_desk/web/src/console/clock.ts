/** One clock for everything on the page that ticks. */
import { signal } from "@preact/signals";

/** Epoch milliseconds, once a second while the page is watched. */
export const now = signal(Date.now());

/** Starts the clock; the returned function stops it. */
export function startClock(): () => void {
  const tick = () => {
    now.value = Date.now();
  };
  tick();
  const timer = setInterval(tick, 1000);
  // A hidden page's timers are slowed down: what is shown again must be right at once.
  document.addEventListener("visibilitychange", tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}
