/** The messages between the shop's page and the frame. Both sides check origin and source. */
import { isRefusal, type Refusal } from "./refusal";

/** From the page to the frame. */
export type ToFrame =
  | { relay: "page"; type: "hello"; identity: string | null; open: boolean }
  | { relay: "page"; type: "shown"; focus: boolean }
  | { relay: "page"; type: "hidden" }
  | { relay: "page"; type: "identify"; identity: string | null }
  /** The answer to the frame's question. */
  | { relay: "page"; type: "identity"; identity: string | null };

/** From the frame to the page. */
export type ToPage =
  | { relay: "frame"; type: "ready" }
  /** In place of `ready`: there is no chat for this page. */
  | { relay: "frame"; type: "refused"; reason: Refusal }
  | { relay: "frame"; type: "close" }
  /** The frame asks for a fresh identity. */
  | { relay: "frame"; type: "identity" }
  | { relay: "frame"; type: "unread"; count: number }
  | { relay: "frame"; type: "shop"; accent: string; accentText: string };

/** The message to the frame that the data holds; null when it is anything else. */
export function readToFrame(data: unknown): ToFrame | null {
  if (!isRecord(data) || data.relay !== "page") return null;
  const identity = typeof data.identity === "string" ? data.identity : null;
  switch (data.type) {
    case "hello":
      return { relay: "page", type: "hello", identity, open: data.open === true };
    case "shown":
      return { relay: "page", type: "shown", focus: data.focus === true };
    case "hidden":
      return { relay: "page", type: "hidden" };
    case "identify":
    case "identity":
      return { relay: "page", type: data.type, identity };
    default:
      return null;
  }
}

/** The message to the page that the data holds; null when it is anything else. */
export function readToPage(data: unknown): ToPage | null {
  return isRecord(data) && data.relay === "frame" && isToPage(data) ? (data as ToPage) : null;
}

function isToPage(data: Record<string, unknown>): boolean {
  switch (data.type) {
    case "ready":
    case "close":
    case "identity":
      return true;
    case "refused":
      return isRefusal(data.reason);
    case "unread":
      return Number.isInteger(data.count) && (data.count as number) >= 0;
    case "shop":
      return isColour(data.accent) && isColour(data.accentText);
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isColour(value: unknown): value is string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
}
