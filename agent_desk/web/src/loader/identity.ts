/** Who the shop's customer is, as the page says it: a signed identity, or a function that gives one. */

/** A JWT of the shop's server; null while nobody is logged in. */
export type Identity = string | null;

/** Gives a fresh identity whenever it is called. */
export type IdentitySource = () => Identity | Promise<Identity>;

/** What the page gives now: without a function, what it gave last. A function that fails gives none. */
export async function currentIdentity(given: Identity | IdentitySource): Promise<Identity> {
  if (typeof given !== "function") return given;
  try {
    const fresh: unknown = await given();
    return typeof fresh === "string" ? fresh : null;
  } catch {
    return null;
  }
}
