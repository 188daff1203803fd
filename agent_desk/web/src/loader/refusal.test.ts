import { describe, expect, it } from "vitest";
import { explainRefusal } from "./refusal";

describe("explainRefusal", () => {
  it("names the setting and the origin to add", () => {
    const words = explainRefusal("origin", "demo", "https://shop.example");

    expect(words).toContain('"https://shop.example"');
    expect(words).toContain("agent_desk.shops.demo.allowed_origins");
  });

  it("says that a local file has no origin", () => {
    expect(explainRefusal("origin", "demo", "null")).toContain("local file");
  });

  it("names the attribute of an unknown shop", () => {
    expect(explainRefusal("shop", "dmeo", "https://shop.example")).toContain("data-shop");
  });
});
