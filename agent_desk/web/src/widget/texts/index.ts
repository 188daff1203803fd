import type { Language } from "../../shared/names";
import type { ShopView } from "../../shared/payloads";
import { en } from "./en";
import type { Texts } from "./texts";
import { zhHans } from "./zh-Hans";
import { zhHant } from "./zh-Hant";
import { zhHantHK } from "./zh-Hant-HK";

export type { Texts } from "./texts";

export type Tag = Language | "zh-Hant-HK";

export const TEXTS: Record<Tag, Texts> = {
  en,
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  "zh-Hant-HK": zhHantHK,
};

/** Traditional Chinese is that of Taiwan, unless the shop speaks that of Hong Kong. */
export function textsIn(language: Language, shop: ShopView | null): Texts {
  return TEXTS[language === "zh-Hant" && shop?.traditional === "hk" ? "zh-Hant-HK" : language];
}
