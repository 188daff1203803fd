/** Where this browser keeps what is a visitor's own: each who signs in has a place, guests have one. */
import type { KeyValueStore } from "../shared/storage";

export const TOKEN = "token";
/** Set once the desk knows the visitor: the id of a conversation. Other tabs watch it. */
export const KNOWN = "known";
export const OUTBOX = "outbox";

/** Whom a signed identity names; null for a guest. Whether it is true only the desk can tell. */
export function subjectOf(identity: string | null): string | null {
  if (identity === null) return null;
  try {
    const { sub } = JSON.parse(claimsOf(identity)) as { sub?: unknown };
    return typeof sub === "string" ? sub : null;
  } catch {
    // No JWT: the desk will not let it in.
    return null;
  }
}

export function keyOf(key: string, subject: string | null): string {
  return subject === null ? key : `${key}:${subject}`;
}

export function placeOf(store: KeyValueStore, subject: string | null): KeyValueStore {
  if (subject === null) return store;
  return {
    get: (key) => store.get(keyOf(key, subject)),
    set: (key, value) => store.set(keyOf(key, subject), value),
    remove: (key) => store.remove(keyOf(key, subject)),
  };
}

/**
 * The desk lets somebody in, with a new token if `fresh`. Who had no token goes on as the guest
 * before, if that guest's was good for them or nobody whom the desk knew. True when it is so.
 */
export function adoptGuest(own: KeyValueStore, guest: KeyValueStore, fresh: boolean): boolean {
  if (own === guest || own.get(TOKEN) !== null) return false;
  if (fresh && guest.get(KNOWN) !== null) return false;
  for (const key of [TOKEN, KNOWN, OUTBOX]) move(key, guest, own);
  return true;
}

function move(key: string, from: KeyValueStore, to: KeyValueStore): void {
  const value = from.get(key);
  if (value === null || to.get(key) !== null) return;
  from.remove(key);
  to.set(key, value);
}

function claimsOf(jwt: string): string {
  const base64 = (jwt.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
