import type { Message } from "../../shared/payloads";
import { useChat } from "../chat";

/** A change of state, in words for the visitor. */
export function EventLine({ line }: { line: Message }) {
  const { texts } = useChat();
  const { event } = line;
  const words = event
    ? texts.event[event.type](event.agent_name, event.score, event.to_name, event.reference)
    : line.text;
  return (
    <p class="event" data-testid={`event-${event?.type ?? "other"}`}>
      <span>{words}</span>
    </p>
  );
}
