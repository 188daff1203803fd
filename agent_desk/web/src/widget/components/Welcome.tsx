import { RichText } from "../../shared/RichText";
import { useChat } from "../chat";
import { Chips } from "./Chips";

/** The shop's greeting, and in an empty chat the questions that people ask most. */
export function Welcome({ suggest }: { suggest: boolean }) {
  const { session, texts } = useChat();
  const shop = session.shopTexts.value;
  if (!shop) return null;
  return (
    <section class="group group-bot welcome">
      <h2 class="unseen">{texts.assistant}</h2>
      <div class="bubble" data-testid="greeting">
        <RichText text={shop.greeting} />
      </div>
      {suggest && shop.suggestions.length > 0 && (
        <>
          <p class="group-meta">{texts.suggestions}</p>
          <Chips
            label={texts.suggestions}
            chips={shop.suggestions.map((suggestion) => ({
              key: suggestion,
              kind: "question",
              label: suggestion,
              take: () => session.sender.send(suggestion),
            }))}
          />
        </>
      )}
    </section>
  );
}
