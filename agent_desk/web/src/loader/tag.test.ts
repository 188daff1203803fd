import { describe, expect, it } from "vitest";
import { changesOf, readTag } from "./tag";

const SRC = "https://chat.shop.example/widget.js";
const read = (dataset: DOMStringMap, languages: string[] = ["en"]) =>
  readTag({ src: SRC, dataset }, languages);

describe("readTag", () => {
  it("takes the tag's language before the page's", () => {
    expect(read({ shop: "demo", language: "zh-TW" }, ["en"])).toEqual({
      desk: "https://chat.shop.example",
      shop: "demo",
      language: "zh-Hant",
      identity: null,
    });
  });

  it("takes the page's language where the tag has none", () => {
    expect(read({ shop: "demo" }, ["zh-CN", "en"]).language).toBe("zh-Hans");
  });
});

describe("changesOf", () => {
  const before = read({ shop: "demo", identity: "jwt-1" });

  it("is empty for the same tag", () => {
    expect(changesOf(before, { ...before })).toEqual({});
  });

  it("has the last identity and the last language", () => {
    const later = read({ shop: "demo", identity: "jwt-2", language: "zh" });

    expect(changesOf(before, later)).toEqual({ identity: "jwt-2", language: "zh-Hans" });
  });

  it("logs out where the tag has no identity any more", () => {
    expect(changesOf(before, read({ shop: "demo" }))).toEqual({ identity: null });
  });

  it.each([
    ["shop", { ...before, shop: "other" }],
    ["desk", { ...before, desk: "https://other.example" }],
  ])("is null for another %s", (_name, later) => {
    expect(changesOf(before, later)).toBeNull();
  });
});
