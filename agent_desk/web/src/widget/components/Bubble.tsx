import type { Author } from "../../shared/names";
import { RichText } from "../../shared/RichText";
import type { PendingLine } from "../../shared/outbox";
import { useChat } from "../chat";
import { AlertIcon } from "./icons";

interface Props {
  text: string;
  author: Author;
  pending: PendingLine | null;
}

export function Bubble({ text, author, pending }: Props) {
  const failed = pending?.status === "failed";
  return (
    <>
      <div
        class={`bubble${failed ? " bubble-failed" : ""}`}
        data-testid={`line-${author}`}
        dir="auto"
      >
        <RichText text={text} />
      </div>
      {failed && <Failed line={pending} />}
    </>
  );
}

/** Why the line failed, and what can be done with it. */
function Failed({ line }: { line: PendingLine }) {
  const { session, texts } = useChat();
  return (
    <p class="failed" role="alert" data-testid="status-failed">
      <AlertIcon />
      <span>
        {texts.notSent(texts.failure(line.failure?.code ?? "", line.failure?.retryAfterSeconds))}
      </span>
      <button
        type="button"
        class="button-text"
        data-testid="retry-line"
        onClick={() => session.sender.retry(line.clientMessageId)}
      >
        {texts.tapToRetry}
      </button>
      <button
        type="button"
        class="button-text quiet"
        data-testid="discard-line"
        onClick={() => session.sender.discard(line.clientMessageId)}
      >
        {texts.discard}
      </button>
    </p>
  );
}
