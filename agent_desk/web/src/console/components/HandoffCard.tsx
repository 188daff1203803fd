import type { Explanation, MatchView } from "../../shared/payloads";
import { useDesk, useApp, useTexts } from "../context";
import { wordHandoff, wordIntent } from "../texts/wording";
import { Matches, percentOf } from "./Matches";
import { Numbers } from "./Numbers";

interface Props {
  conversationId: string;
  handoff: Explanation;
  /** Whether answers can be put into the reply. */
  usable: boolean;
}

/** Why the assistant called a person, what it knew, and answers to start from. */
export function HandoffCard({ conversationId, handoff, usable }: Props) {
  const texts = useTexts();
  const desk = useDesk();
  const { layout } = useApp();
  const folded = layout.handoffFolded.value;
  const { intent, band, numbers, matches } = handoff;
  const foldable = intent !== null || numbers.length > 0 || matches.length > 0;

  const use = ({ entry, answer }: MatchView) => {
    desk.dispatch({ type: "answer_used", id: conversationId, entry, answer });
    layout.focusComposer();
  };

  return (
    <section class="handoff" aria-label={texts.handoff.heading} data-testid="handoff-card">
      <div class="handoff-head">
        <p class="handoff-why">
          <span class="handoff-label">{texts.handoff.heading}</span> {wordHandoff(texts, handoff)}
        </p>
        {foldable && (
          <button
            type="button"
            class="link"
            aria-expanded={!folded}
            data-testid="handoff-fold"
            onClick={() => layout.foldHandoff(!folded)}
          >
            {folded ? texts.handoff.unfold : texts.handoff.fold}
          </button>
        )}
      </div>
      {foldable && !folded && (
        <div class="handoff-facts">
          <p class="facts">
            {intent && (
              <span>
                <span class="quiet">{texts.explanation.intent}</span>{" "}
                {texts.sentence(wordIntent(texts, intent.name))}{" "}
                <span class="tabular">{percentOf(intent.confidence)}</span>
              </span>
            )}
            {band && (
              <span>
                <span class="quiet">{texts.explanation.band}</span> {texts.explanation.bands[band]}
              </span>
            )}
          </p>
          {numbers.length > 0 && <Numbers numbers={numbers} />}
          {matches.length > 0 && (
            <Matches matches={matches.slice(0, 3)} onUse={usable ? use : undefined} />
          )}
        </div>
      )}
    </section>
  );
}
