import { useState } from "preact/hooks";
import { useChat } from "../chat";
import { LeaveMessageForm } from "./LeaveMessageForm";

/**
 * Nobody can come now, or not soon: a message is the way on. The desk's line above says why; who
 * waits may also keep waiting, and who is with the assistant may go on with it.
 */
export function LeaveMessage() {
  const { session, texts } = useChat();
  const [open, setOpen] = useState(false);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { lines } = session.thread.value;
  const conversation = session.conversation.value;
  const waits = conversation?.state === "queued";
  // Who has said no is asked again only by another line of the desk's.
  const offered = lines.findLast((line) => line.event?.type === "message_offered")?.id ?? "";
  if (open || session.sender.leaving.value)
    return <LeaveMessageForm onClose={() => setOpen(false)} />;
  const asked = Boolean(conversation?.message_offer) && dismissed !== offered;
  // Whoever waits can always change their mind; the assistant's thread stays clear of it.
  if (!asked && !waits) return null;
  return (
    <section class={asked ? "card card-wait leave-offer" : "leave-link"} data-testid="leave-offer">
      {asked && <h2 class="card-title">{texts.leaveTitle}</h2>}
      <div class="card-buttons">
        <button
          type="button"
          class={asked ? "button" : "button-text"}
          data-testid="leave-open"
          onClick={() => setOpen(true)}
        >
          {asked ? texts.leaveOpen : texts.leaveInstead}
        </button>
        {asked && (
          <button
            type="button"
            class="button-text"
            data-testid="leave-dismiss"
            onClick={() => setDismissed(offered)}
          >
            {waits ? texts.leaveKeepWaiting : texts.leaveGoOn}
          </button>
        )}
      </div>
    </section>
  );
}
