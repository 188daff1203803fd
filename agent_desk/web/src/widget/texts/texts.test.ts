import { describe, expect, it } from "vitest";
import type { ShopView } from "../../shared/payloads";
import { TEXTS, textsIn } from "./index";

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
    expect(all).not.toMatch(language.startsWith("zh-Hant") ? /[们发这]/ : /[們發這]/);
  });
});

describe("the texts of a shop", () => {
  const shop = { id: "s", accent: "#1f5f5b", texts: {} as ShopView["texts"] };

  it("are Hong Kong's for Traditional Chinese if the shop speaks so", () => {
    expect(textsIn("zh-Hant", { ...shop, traditional: "hk" })).toBe(TEXTS["zh-Hant-HK"]);
    expect(textsIn("zh-Hant", { ...shop, traditional: "tw" })).toBe(TEXTS["zh-Hant"]);
    expect(textsIn("zh-Hans", { ...shop, traditional: "hk" })).toBe(TEXTS["zh-Hans"]);
    expect(textsIn("zh-Hant", null)).toBe(TEXTS["zh-Hant"]);
  });
});
