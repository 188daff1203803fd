/** The console's language: the agent's choice, else the browser's. */
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { pickLanguage } from "../../shared/language";
import type { Language } from "../../shared/names";
import type { KeyValueStore } from "../../shared/storage";
import { en, type Texts } from "./en";
import { zhHans } from "./zh-Hans";
import { zhHant } from "./zh-Hant";

export type { Texts };

export const LANGUAGES: readonly Language[] = ["zh-Hans", "zh-Hant", "en"];

const TEXTS: Record<Language, Texts> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };

export class Localization {
  readonly #store: KeyValueStore;
  readonly #language;

  constructor(store: KeyValueStore, browser: readonly string[]) {
    this.#store = store;
    this.#language = signal(pickLanguage([store.get("language"), ...browser]));
    effect(() => {
      document.documentElement.lang = this.#language.value;
    });
  }

  get language(): ReadonlySignal<Language> {
    return this.#language;
  }

  readonly texts: ReadonlySignal<Texts> = computed(() => TEXTS[this.language.value]);

  speak(language: Language): void {
    this.#language.value = language;
    this.#store.set("language", language);
  }
}
