import { useState } from "preact/hooks";
import { useChat } from "../chat";
import { LeaveMessageForm } from "./LeaveMessageForm";

/**
 * Offers to leave a message, because nobody can come now or soon. The desk's line above says why.
 * Visitors in the queue may keep waiting; others may go on with the assistant.
 */
export function LeaveMessage() {
  const { session, texts } = useChat();
  const [open, setOpen] = useState(false);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { lines } = session.thread.value;
  const conversation = session.conversation.value;
  const waits = conversation?.state === "queued";
  // A visitor who declined is asked again only with the next offer of the desk.
  const offered = lines.findLast((line) => line.event?.type === "message_offered")?.id ?? "";
  if (open || session.sender.leaving.value)
    return <LeaveMessageForm onClose={() => setOpen(false)} />;
  const asked = Boolean(conversation?.message_offer) && dismissed !== offered;
  // In the queue a link stays, so that visitors can change their mind.
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
