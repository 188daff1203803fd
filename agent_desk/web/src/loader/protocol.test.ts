import { describe, expect, it } from "vitest";
import { readToPage } from "./protocol";

describe("readToPage", () => {
  it.each([
    { relay: "frame", type: "ready" },
    { relay: "frame", type: "refused", reason: "origin" },
    { relay: "frame", type: "close" },
    { relay: "frame", type: "identity" },
    { relay: "frame", type: "unread", count: 3 },
    { relay: "frame", type: "shop", accent: "#b3401f", accentText: "#ffffff" },
  ])("takes %j", (message) => {
    expect(readToPage(message)).toEqual(message);
  });

  it.each([
    null,
    "ready",
    { type: "ready" },
    { relay: "page", type: "ready" },
    { relay: "frame", type: "open" },
    { relay: "frame", type: "refused", reason: "<b>" },
    { relay: "frame", type: "unread", count: -1 },
    { relay: "frame", type: "unread", count: "<b>" },
    { relay: "frame", type: "shop", accent: "url(https://evil.example)", accentText: "#ffffff" },
    { relay: "frame", type: "shop", accent: "#b3401f" },
  ])("refuses %j", (message) => {
    expect(readToPage(message)).toBeNull();
  });
});
