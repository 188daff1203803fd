import { useEffect, useRef } from "preact/hooks";
import { useApp, useTexts } from "../context";
import { useTransitions } from "../transitions";

/** Asks before a chat is resolved while the agent has unsent text in it. */
export function ResolveQuestion({ conversationId }: { conversationId: string }) {
  const { layout } = useApp();
  return layout.resolveDialog.value === conversationId ? (
    <Question conversationId={conversationId} />
  ) : null;
}

function Question({ conversationId }: { conversationId: string }) {
  const texts = useTexts();
  const { layout } = useApp();
  const { apply } = useTransitions();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
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
          ref={keep}
          onClick={() => {
            layout.resolveDialog.value = null;
            layout.focusComposer();
          }}
        >
          {texts.actions.keepOpen}
        </button>
        <button
          type="button"
          class="button"
          data-testid="resolve-anyway"
          onClick={() => void apply("resolve", conversationId)}
        >
          {texts.actions.resolveAnyway}
        </button>
      </div>
    </div>
  );
}
