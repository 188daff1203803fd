import { describe, expect, it } from "vitest";
import { TEXTS } from "./index";

/** Every name in it, those inside included, with what stands there. */
function flat(value: unknown, path = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, `${path}/${key}`));
}

const english = new Map(flat(TEXTS.en));

describe.each(Object.entries(TEXTS))("the texts in %s", (language, texts) => {
  it("have the same keys as the English ones", () => {
    expect(flat(texts).map(([key]) => key)).toEqual([...english.keys()]);
  });

  it("have words for every key, and take the same parts", () => {
    for (const [key, value] of flat(texts)) {
      const inEnglish = english.get(key);
      expect(typeof value, key).toBe(typeof inEnglish);
      if (typeof value === "string") expect(value.trim(), key).not.toBe("");
    }
  });

  it("word every failure that English words", () => {
    for (const code of [
      "text_too_long",
      "text_empty",
      "storage_unavailable",
      "not_found",
      "too_many_messages",
      "proof_required",
      "shop_off",
    ]) {
      expect(texts.failure(code), code).toBeTruthy();
    }
    expect(texts.failure("something else")).toBeNull();
  });

  it("are in that language", () => {
    const all = flat(texts)
      .map(([, value]) => value)
      .join("");
    expect(/[一-鿿]/.test(all)).toBe(language !== "en");
    expect(all).not.toMatch(language === "zh-Hant" ? /[们发这]/ : /[們發這]/);
  });
});
