/** One clock for everything on the page that ticks. */
import { signal } from "@preact/signals";

/** Epoch milliseconds; updated every second while the page is visible. */
export const now = signal(Date.now());

/** Starts the clock; the returned function stops it. */
export function startClock(): () => void {
  const tick = () => {
    now.value = Date.now();
  };
  tick();
  const timer = setInterval(tick, 1000);
  // Browsers slow the timers of hidden pages: a page that is shown again must be right at once.
  document.addEventListener("visibilitychange", tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}
