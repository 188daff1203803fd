import type { MatchView } from "../../shared/payloads";
import { useTexts } from "../context";

interface Props {
  matches: readonly MatchView[];
  /** Puts the answer into the reply; without it there is no button. */
  onUse?: ((match: MatchView) => void) | undefined;
}

/** Stored answers that came close, with how sure the knowledge base is of each. */
export function Matches({ matches, onUse }: Props) {
  const texts = useTexts();
  return (
    <ol class="matches">
      {matches.map((match) => (
        <li class="match" key={match.entry} data-testid="match">
          <Confidence value={match.confidence} />
          <details class="match-words">
            <summary dir="auto">{match.question}</summary>
            <p class="match-answer" dir="auto">
              {match.answer}
            </p>
          </details>
          {onUse && (
            <button
              type="button"
              class="button small"
              aria-label={texts.handoff.useLabel(match.question)}
              data-testid="match-use"
              onClick={() => onUse(match)}
            >
              {texts.handoff.use}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A probability (0–1) as a bar and as a number. */
export function Confidence({ value }: { value: number }) {
  const percent = percentOf(value);
  return (
    <span class="confidence">
      <span class="bar" aria-hidden="true">
        <span class="bar-fill" style={{ inlineSize: percent }} />
      </span>
      <span class="tabular">{percent}</span>
    </span>
  );
}

export function percentOf(value: number): string {
  return `${Math.round(Math.min(1, Math.max(0, value)) * 100)}%`;
}
