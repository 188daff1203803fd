import { describe, expect, it } from "vitest";
import { sendsMessage } from "./keyboard";

const enter = { key: "Enter", shiftKey: false, isComposing: false, keyCode: 13 };

describe("sendsMessage", () => {
  it("is Enter", () => {
    expect(sendsMessage(enter)).toBe(true);
    expect(sendsMessage({ ...enter, key: "a", keyCode: 65 })).toBe(false);
  });

  it("is not Shift+Enter, which breaks the line", () => {
    expect(sendsMessage({ ...enter, shiftKey: true })).toBe(false);
  });

  it("is not the Enter that chooses a candidate of an IME", () => {
    expect(sendsMessage({ ...enter, isComposing: true })).toBe(false);
  });

  it("is not the Enter that Safari sends right after the composition", () => {
    expect(sendsMessage({ ...enter, keyCode: 229 })).toBe(false);
  });
});
