import { describe, expect, it } from "vitest";
import { textLength } from "./length";

describe("textLength", () => {
  it.each([
    ["", 0],
    ["   \n", 0],
    [" hi ", 2],
    ["你好", 2],
    ["👍", 1],
    ["𠮷", 1],
  ])("counts %j as %i", (text, length) => {
    expect(textLength(text)).toBe(length);
  });
});
