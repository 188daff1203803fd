import { useChat } from "../chat";

/** Nobody is there: what is written now is kept as a message. */
export function LeftMessage() {
  const { texts } = useChat();
  return (
    <section class="card card-wait" data-testid="left-message">
      <h2 class="card-title">{texts.leftMessageTitle}</h2>
      <p>{texts.leftMessageBody}</p>
    </section>
  );
}
