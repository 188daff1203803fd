import { languageName } from "../../shared/language";
import type { Customer } from "../../shared/payloads";
import { useLanguage, useTexts } from "../context";

/** The language in which the visitor writes, if the assistant does not speak it. */
export function OtherLanguage({ customer }: { customer: Customer }) {
  const texts = useTexts();
  const reader = useLanguage();
  if (customer.other_language === null) return null;
  const name = languageName(customer.other_language, reader);
  const said = texts.customer.writesIn(name);
  return (
    <span
      class="other-language"
      role="img"
      aria-label={said}
      title={said}
      data-testid="other-language"
      data-language={customer.other_language}
    >
      {name}
    </span>
  );
}
