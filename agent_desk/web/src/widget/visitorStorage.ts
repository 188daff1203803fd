/** Where this browser stores what belongs to a visitor: one place for guests, one for each customer. */
import type { KeyValueStore } from "../shared/storage";

export const TOKEN = "token";
/** Set once the desk knows the visitor: the id of a conversation. Other tabs watch it. */
export const KNOWN = "known";
export const OUTBOX = "outbox";

/** Whom a signed identity names; null for a guest. Only the desk can check the signature. */
export function subjectOf(identity: string | null): string | null {
  const { sub } = claimsOf(identity);
  return typeof sub === "string" ? sub : null;
}

/** When a signed identity expires, in epoch milliseconds; infinite where it does not say so. */
export function expiryOf(identity: string | null): number {
  const { exp } = claimsOf(identity);
  return typeof exp === "number" ? exp * 1000 : Infinity;
}

export function keyFor(key: string, subject: string | null): string {
  return subject === null ? key : `${key}:${subject}`;
}

/** The part of `store` that belongs to this visitor. */
export function storageFor(store: KeyValueStore, subject: string | null): KeyValueStore {
  if (subject === null) return store;
  return {
    get: (key) => store.get(keyFor(key, subject)),
    set: (key, value) => store.set(keyFor(key, subject), value),
    remove: (key) => store.remove(keyFor(key, subject)),
  };
}

/**
 * After the desk has accepted a visitor, with a new token if `fresh`: a customer without a token
 * goes on with what this browser's guest had. Not so when the desk gave a new token although it
 * knew the guest: then the guest was another person. True when it was taken over.
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

/** Nothing where there is no JWT: the desk will refuse it. */
function claimsOf(jwt: string | null): { sub?: unknown; exp?: unknown } {
  try {
    const claims: unknown = JSON.parse(payloadOf(jwt ?? ""));
    return typeof claims === "object" && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

function payloadOf(jwt: string): string {
  const base64 = (jwt.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
