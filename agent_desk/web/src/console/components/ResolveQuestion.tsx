import { useSurround, useTexts } from "../context";
import { useSteps } from "../steps";

/** Before a chat is resolved whose agent has not sent what they wrote. */
export function ResolveQuestion({ conversationId }: { conversationId: string }) {
  const texts = useTexts();
  const { layout } = useSurround();
  const { take } = useSteps();
  if (layout.resolveAsked.value !== conversationId) return null;
  return (
    <div
      class="question"
      role="alertdialog"
      aria-labelledby="resolve-heading"
      data-testid="resolve-question"
    >
      <p>
        <span class="strong" id="resolve-heading">
          {texts.actions.unsentHeading}
        </span>{" "}
        {texts.actions.unsentHint}
      </p>
      <div class="steps">
        <button
          type="button"
          class="button"
          autoFocus
          onClick={() => {
            layout.resolveAsked.value = null;
            layout.focusComposer();
          }}
        >
          {texts.actions.keepOpen}
        </button>
        <button
          type="button"
          class="button"
          data-testid="resolve-anyway"
          onClick={() => void take("resolve", conversationId)}
        >
          {texts.actions.resolveAnyway}
        </button>
      </div>
    </div>
  );
}
