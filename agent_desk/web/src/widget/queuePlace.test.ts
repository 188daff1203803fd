import { describe, expect, it } from "vitest";
import { wordPlace } from "./queuePlace";
import { TEXTS } from "./texts";

describe("the place in the queue", () => {
  it.each([
    ["en", 2, 170, "You are number 2, about 3 minutes"],
    ["zh-Hans", 2, 170, "第 2 位，大约 3 分钟"],
    ["zh-Hant", 2, 170, "第 2 位，大約 3 分鐘"],
    ["en", 1, 5, "You are next, about a minute"],
    ["zh-Hans", 1, 61, "下一位就是您，大约 2 分钟"],
  ] as const)(
    "in %s is worded with whole minutes, rounded up",
    (language, place, seconds, said) => {
      expect(wordPlace(TEXTS[language], place, seconds)).toBe(said);
    },
  );

  it("has no minutes while too little was measured", () => {
    expect(wordPlace(TEXTS.en, 4, null)).toBe("You are number 4");
  });

  it("is not said when it is not known", () => {
    expect(wordPlace(TEXTS.en, null, null)).toBe(TEXTS.en.waitingUnknown);
  });
});
