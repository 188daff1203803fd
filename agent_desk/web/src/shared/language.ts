/** Which language of ours a reader gets, and what others are called in it. */
import type { AgentLanguage, Language } from "./names";

/** The first of the wanted tags (BCP 47, best first) that we have; else English. */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const language = tag ? spoken(tag) : null;
    if (language) return language;
  }
  return "en";
}

const NAMES = new Map<Language, Intl.DisplayNames>();

/** The name of a language in the reader's: "Russian", 俄语, 俄文. */
export function languageName(code: AgentLanguage, reader: Language): string {
  const names = NAMES.get(reader) ?? new Intl.DisplayNames(reader, { type: "language" });
  NAMES.set(reader, names);
  return names.of(code) ?? code;
}

function spoken(tag: string): Language | null {
  const parts = tag.trim().toLowerCase().split(/[-_]/);
  if (parts[0] === "en") return "en";
  if (parts[0] !== "zh" && parts[0] !== "yue") return null;
  if (parts.includes("hans")) return "zh-Hans";
  const traditional = ["hant", "tw", "hk", "mo"].some((part) => parts.includes(part));
  return traditional || parts[0] === "yue" ? "zh-Hant" : "zh-Hans";
}
