import type { AgentMessage } from "../../shared/payloads";
import { clockTime, fullTime } from "../../shared/time";
import { useLanguage, useTexts } from "../context";
import { wordEvent } from "../texts/wording";

/** A change of the conversation's state, between the messages. */
export function EventLine({ line }: { line: AgentMessage }) {
  const texts = useTexts();
  const language = useLanguage();
  const at = Date.parse(line.created_at);
  return (
    <p class="event" data-testid="event-line" data-event={line.event?.type}>
      <span>
        {line.event ? wordEvent(texts, line.event) : line.text}{" "}
        <time class="tabular" title={fullTime(at, language)}>
          {clockTime(at, language)}
        </time>
      </span>
    </p>
  );
}
