/** When the page around the launcher is ready for something. */

export function whenThereIsABody(then: () => void): void {
  if (document.readyState !== "loading") then();
  else document.addEventListener("DOMContentLoaded", then, { once: true });
}

/** Once the page has loaded and its scripts have a pause. */
export function whenSettled(then: () => void): void {
  const soon = () => whenIdle(then);
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
}

export function whenIdle(then: () => void): void {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 3000 });
  else setTimeout(then, 1000);
}
