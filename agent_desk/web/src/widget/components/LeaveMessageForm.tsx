import { useEffect, useRef, useState } from "preact/hooks";
import { textLength } from "../../shared/length";
import { useChat } from "../chat";
import { recentWords, looksReachable } from "../leaving";

/**
 * Asks how to reach the visitor, and for the message. What was sent stays in the form until the
 * desk has stored it, also over a reload.
 */
export function LeaveMessageForm({ onClose }: { onClose: () => void }) {
  const { session, texts } = useChat();
  const limit = session.maxTextLength.value;
  const leaving = session.sender.leaving.value;
  const busy = leaving?.status === "sending";
  const checking = busy && session.sender.checking.value === leaving.clientMessageId;
  const failure = leaving?.failure?.code ?? null;
  const [contact, setContact] = useState(leaving?.request.contact ?? "");
  const [text, setText] = useState(
    () => leaving?.text ?? recentWords(session.thread.value.lines, limit),
  );
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const over = textLength(text) - limit;
  const unreachable = tried && !looksReachable(contact);
  const wordless = tried && textLength(text) === 0;
  useEffect(() => {
    // A form that a reload brought back did not open at the visitor's wish: the focus stays.
    if (!busy) first.current?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when it opens
  }, []);

  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (looksReachable(contact) && textLength(text) > 0 && over <= 0) {
      session.sender.leaveMessage(contact.trim(), text.trim());
      // From here on the form stays open while there is a message in the outbox.
      onClose();
    }
  };
  const cancel = () => {
    if (leaving) session.sender.discard(leaving.clientMessageId);
    onClose();
  };
  return (
    <section class="card leave" aria-labelledby="leave-title" data-testid="leave-form">
      <h2 class="card-title" id="leave-title">
        {texts.leaveTitle}
      </h2>
      <form noValidate onSubmit={submit}>
        <label class="field">
          <span class="field-name">{texts.leaveContact}</span>
          <input
            ref={first}
            class="field-input"
            data-testid="leave-contact"
            type="text"
            inputMode="email"
            autocomplete="email"
            maxLength={254}
            value={contact}
            readOnly={busy}
            aria-invalid={unreachable || failure === "contact_invalid"}
            aria-describedby="leave-consent leave-trouble"
            onInput={(event) => setContact(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="field-name">{texts.leaveText}</span>
          <textarea
            class="field-input"
            data-testid="leave-text"
            rows={4}
            dir="auto"
            value={text}
            readOnly={busy}
            aria-invalid={wordless || over > 0}
            aria-describedby="leave-trouble"
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <p class="quiet" id="leave-consent" data-testid="leave-consent">
          {texts.leaveConsent}
        </p>
        <p class="trouble" id="leave-trouble" role="alert" data-testid="leave-trouble">
          {unreachable || failure === "contact_invalid"
            ? texts.leaveContactWrong
            : wordless
              ? texts.leaveTextMissing
              : over > 0
                ? texts.tooLong(over, limit)
                : failure &&
                  (texts.failure(failure, leaving?.failure?.retryAfterSeconds) ?? texts.notDone)}
        </p>
        <div class="card-buttons">
          <button type="submit" class="button" data-testid="leave-send" disabled={busy}>
            {checking ? texts.checking : busy ? texts.sending : texts.leaveSend}
          </button>
          <button
            type="button"
            class="button-text"
            data-testid="leave-cancel"
            disabled={busy}
            onClick={cancel}
          >
            {texts.leaveCancel}
          </button>
        </div>
      </form>
    </section>
  );
}
