import { describe, expect, it } from "vitest";
import { languageName, pickLanguage } from "./language";

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

describe("languageName", () => {
  it.each([
    ["ru", "en", "Russian"],
    ["ru", "zh-Hans", "俄语"],
    ["ru", "zh-Hant", "俄文"],
    ["zh", "en", "Chinese"],
  ] as const)("of %s in %s is %s", (code, reader, name) => {
    expect(languageName(code, reader)).toBe(name);
  });
});
