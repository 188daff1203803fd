import type { LeftMessage } from "../../shared/payloads";
import { fullTime } from "../../shared/time";
import { useLanguage, useTexts } from "../context";
import { Ago } from "./Ago";
import { CopyButton } from "./Numbers";

/** How to reach the visitor who left a message, and by when they expect an answer, if a time was promised. */
export function LeftContact({ left }: { left: LeftMessage }) {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <section data-testid="left-contact">
      <h3>{texts.leftMessage.heading}</h3>
      <ul class="numbers">
        <li data-testid="contact">
          <span class="quiet">{texts.leftMessage.contact[left.contact_kind]}</span>{" "}
          <CopyButton value={left.contact} />
        </li>
        <li>
          <span class="quiet">{texts.leftMessage.reference}</span>{" "}
          <CopyButton value={left.reference} />
        </li>
      </ul>
      <p class="quiet">
        {texts.leftMessage.left} <Ago at={left.left_at} />
        {left.settled && <> · {texts.leftMessage.settled}</>}
        {!left.settled && left.answer_by && (
          <> · {texts.leftMessage.answerBy(fullTime(Date.parse(left.answer_by), language))}</>
        )}
      </p>
    </section>
  );
}
