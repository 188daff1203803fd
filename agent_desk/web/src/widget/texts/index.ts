import type { Language } from "../../shared/names";
import { en } from "./en";
import type { Texts } from "./texts";
import { zhHans } from "./zh-Hans";
import { zhHant } from "./zh-Hant";

export type { Texts } from "./texts";

export const TEXTS: Record<Language, Texts> = { en, "zh-Hans": zhHans, "zh-Hant": zhHant };
