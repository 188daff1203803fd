import { describe, expect, it } from "vitest";
import { AA_CONTRAST, contrastOf, readableAccent } from "./accent";

const ACCENTS = ["#1f5f5b", "#ffd400", "#ffffff", "#000000", "#e4572e", "#7f7f7f", "#0af"];

describe("readableAccent", () => {
  it.each(ACCENTS)("keeps text readable on and in %s", (colour) => {
    const found = readableAccent(colour);

    expect(found).not.toBeNull();
    if (!found) return;
    expect(contrastOf(found.accent, found.accentText)).toBeGreaterThanOrEqual(AA_CONTRAST);
    expect(contrastOf(found.inkOnLight, "#f3f4f5")).toBeGreaterThanOrEqual(AA_CONTRAST);
    expect(contrastOf(found.inkOnDark, "#22262b")).toBeGreaterThanOrEqual(AA_CONTRAST);
  });

  it("keeps a colour that is readable as it is", () => {
    expect(readableAccent("#1f5f5b")).toMatchObject({ accent: "#1f5f5b", inkOnLight: "#1f5f5b" });
  });

  it.each(["red", "#12", "#12345g", "url(x)", ""])("refuses %j", (colour) => {
    expect(readableAccent(colour)).toBeNull();
  });
});
