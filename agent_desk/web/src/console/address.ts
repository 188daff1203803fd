/** The open chat in the page's address, so that a reload and the back button find it again. */

const PREFIX = "#/chat/";

export function chatInAddress(): string | null {
  const { hash } = window.location;
  if (!hash.startsWith(PREFIX)) return null;
  try {
    return decodeURIComponent(hash.slice(PREFIX.length)) || null;
  } catch {
    // Somebody's typing error in the address: as if there were nothing.
    return null;
  }
}

/** `push` makes a step that "back" undoes: on a phone, from the chat to the list. */
export function showInAddress(id: string | null, push: boolean): void {
  if (id === chatInAddress()) return;
  const { pathname, search } = window.location;
  const address = id === null ? pathname + search : PREFIX + encodeURIComponent(id);
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
