import type { Language } from "../../shared/names";
import { useLanguage, useApp, useTexts } from "../context";
import { LANGUAGES } from "../texts";

/** The console's own language; remembered in this browser. */
export function LanguageSwitch({ short = false }: { short?: boolean }) {
  const texts = useTexts();
  const language = useLanguage();
  const { localization } = useApp();
  return (
    <select
      class="select"
      aria-label={texts.login.language}
      data-testid="language"
      value={language}
      onChange={(event) => localization.speak(event.currentTarget.value as Language)}
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {short ? texts.languagesShort[one] : texts.languages[one]}
        </option>
      ))}
    </select>
  );
}
