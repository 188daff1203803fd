/** Where the widget lies in the page, and how it stays there. */
import { tell } from "./console";
import { whenSettled } from "./pageState";

// A page that takes the widget out again and again would else keep the browser busy with it.
const MOST_RETURNS = 10;
const PERIOD_MILLISECONDS = 10_000;

/**
 * Returns a function that puts `host` into the page, and back whenever the page has taken it out;
 * `onAttach` is called each time, since browsers then load the frames in it anew.
 *
 * Its place is beside the body, so that what a page does with its body leaves it alone. While the
 * page is being built its place is in the body: React 18 renders a whole document anew that has an
 * element there which the server has not sent.
 */
export function keepAttached(host: HTMLElement, onAttach: () => void): () => void {
  let settled = false;
  let returns: number[] = [];
  let later: ReturnType<typeof setTimeout> | undefined;

  const attach = () => {
    // Both are null at times, as while a page writes itself anew (document.open).
    const root = document.documentElement as HTMLElement | null;
    const body = document.body as HTMLElement | null;
    if (root && !host.isConnected && !mustWait()) {
      (settled ? root : (body ?? root)).append(host);
      onAttach();
    }
    observer.disconnect();
    for (const parent of [document, root, host.parentNode]) {
      if (parent) observer.observe(parent, { childList: true });
    }
  };
  const mustWait = () => {
    const now = Date.now();
    returns = [...returns.filter((at) => now - at < PERIOD_MILLISECONDS), now];
    if (returns.length <= MOST_RETURNS) return false;
    if (returns.length === MOST_RETURNS + 1) tell("This page keeps removing the chat's element.");
    clearTimeout(later);
    later = setTimeout(attach, PERIOD_MILLISECONDS);
    return true;
  };
  const settle = () => {
    settled = true;
    if (host.isConnected) moveTo(document.documentElement, host);
    attach();
  };
  const observer = new MutationObserver(attach);
  whenSettled(settle);
  return attach;
}

/** Leaves a frame in `host` as it is, and `host` in its place where the browser cannot do that. */
function moveTo(parent: HTMLElement, host: HTMLElement): void {
  // Chromium 133 and Firefox 144 have it.
  if ("moveBefore" in parent) parent.moveBefore(host, null);
  else if (!host.shadowRoot?.querySelector("iframe")) (parent as HTMLElement).append(host);
}
