/** Why the desk shows no chat on a page. */

/** `origin`: the shop does not list the page's origin. `shop`: the desk has no such shop. */
export type Refusal = "origin" | "shop";

export function isRefusal(value: unknown): value is Refusal {
  return value === "origin" || value === "shop";
}

/** What the page's developer can do. */
export function explainRefusal(reason: Refusal, shop: string, origin: string): string {
  if (reason === "shop") {
    return `This desk has no shop "${shop}". Check data-shop in the script tag.`;
  }
  if (origin === "null") {
    return "A local file or a sandboxed frame has no origin. Open the page over http or https.";
  }
  return (
    `The shop "${shop}" does not list this page. ` +
    `Add "${origin}" to agent_desk.shops.${shop}.allowed_origins in the desk's config.yml.`
  );
}
