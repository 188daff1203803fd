/** The open chat in the page's address, for reloads and the back button. */

const PREFIX = "#/chat/";

export function chatInAddress(): string | null {
  const { hash } = window.location;
  if (!hash.startsWith(PREFIX)) return null;
  try {
    return decodeURIComponent(hash.slice(PREFIX.length)) || null;
  } catch {
    // A typing error in the address: it names no chat.
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
