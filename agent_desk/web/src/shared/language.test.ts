import { describe, expect, it } from "vitest";
import { pickLanguage } from "./language";

describe("pickLanguage", () => {
  it.each([
    ["zh-CN", "zh-Hans"],
    ["zh", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh-HK", "zh-Hant"],
    ["zh-Hant", "zh-Hant"],
    ["zh-Hans-HK", "zh-Hans"],
    ["en-GB", "en"],
    ["EN_us", "en"],
  ])("takes %s as %s", (tag, language) => {
    expect(pickLanguage([tag])).toBe(language);
  });

  it("takes the first that we speak", () => {
    expect(pickLanguage([null, "", "fr", "zh-TW", "en"])).toBe("zh-Hant");
  });

  it("is English when we speak none of them", () => {
    expect(pickLanguage(["fr", "pt-BR"])).toBe("en");
  });
});
