import type { Explanation } from "../../shared/payloads";
import { useTexts } from "../context";
import { wordIntent, wordReason } from "../texts/wording";
import { Confidence, Matches } from "./Matches";
import { Numbers } from "./Numbers";

interface Props {
  explanation: Explanation;
  /** Whether to show the decision; false where the line above shows it. */
  decided?: boolean;
}

/** What the assistant understood and decided, folded to one quiet line. */
export function Understanding({ explanation, decided = true }: Props) {
  const texts = useTexts();
  const { decision, reason, intent, band, matches, numbers, read_as: readAs } = explanation;
  return (
    <details class="understanding" data-testid="understanding">
      <summary>
        <span class="unseen">{texts.explanation.label}: </span>
        {decided && <span class="strong">{texts.explanation.decisions[decision]}</span>}
        <span>{wordReason(texts, reason, intent?.name ?? null)}</span>
      </summary>
      <div class="understanding-facts">
        {readAs !== null && (
          <p class="fact" data-testid="read-as">
            <span class="quiet">{texts.explanation.readAs}</span>
            <span dir="auto">{readAs}</span>
          </p>
        )}
        {intent && (
          <p class="fact">
            <span class="quiet">{texts.explanation.intent}</span>
            <span>{texts.sentence(wordIntent(texts, intent.name))}</span>
            <Confidence value={intent.confidence} />
          </p>
        )}
        {band && (
          <p class="fact">
            <span class="quiet">{texts.explanation.band}</span>
            <span>{texts.explanation.bands[band]}</span>
          </p>
        )}
        {matches.length > 0 && <Matches matches={matches} />}
        {numbers.length > 0 && <Numbers numbers={numbers} />}
      </div>
    </details>
  );
}
