/** What a script tag of the page says. */
import { pickLanguage } from "../shared/language";
import type { Language } from "../shared/names";
import type { Identity } from "./identity";

export interface Tag {
  /** Origin of the desk: the only one that messages go to and come from. */
  desk: string;
  shop: string;
  language: Language;
  identity: Identity;
}

export interface TagSource {
  src: string;
  dataset: DOMStringMap;
}

/** `languages` count where the tag names none: those of the page and of the browser, best first. */
export function readTag(script: TagSource, languages: readonly string[]): Tag {
  const { shop = "", language, identity = null } = script.dataset;
  return {
    desk: new URL(script.src).origin,
    shop,
    language: pickLanguage([language, ...languages]),
    identity,
  };
}

/** What a tag that runs later changes in the chat that is there; null: it is another chat's. */
export function changesOf(before: Tag, later: Tag): Partial<Tag> | null {
  if (later.desk !== before.desk || later.shop !== before.shop) return null;
  const changes: Partial<Tag> = {};
  if (later.language !== before.language) changes.language = later.language;
  if (later.identity !== before.identity) changes.identity = later.identity;
  return changes;
}
