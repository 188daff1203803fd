import { useChat } from "../chat";
import { TickIcon } from "./icons";

/** Says that the team has the visitor's message: its number, and that more can be added. */
export function LeftMessage() {
  const { session, texts } = useChat();
  const reference = session.conversation.value?.reference ?? null;
  return (
    <section class="card card-good" data-testid="left-message">
      <h2 class="card-title">
        <TickIcon />
        {texts.leftTitle}
      </h2>
      {reference !== null && (
        <p>
          {texts.leftReference}{" "}
          <strong class="reference tabular" data-testid="reference">
            {reference}
          </strong>
        </p>
      )}
      <p class="quiet">{texts.leftBody}</p>
    </section>
  );
}
