import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { sendsMessage } from "../../shared/keyboard";
import { COUNTDOWN_FROM, textLength } from "../../shared/length";
import { useTypingNotice } from "../../shared/typing";
import { useChat } from "../chat";
import { SendIcon } from "./icons";

const DRAFT = "draft";
const LINES = 5;
// After this long without a key the visitor has stopped writing.
const IDLE_MILLISECONDS = 5000;

/** Where the visitor writes. The draft survives a reload. */
export function Composer({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const { session, texts, store } = useChat();
  const [text, setText] = useState(() => store.get(DRAFT) ?? "");
  const notice = useTypingNotice((typing) => session.setTyping(typing), IDLE_MILLISECONDS);
  const limit = session.maxTextLength.value;
  const left = limit - textLength(text);

  useLayoutEffect(() => {
    if (field.current) fitToLines(field.current);
  }, [field, text]);
  useEffect(() => {
    const box = field.current;
    if (!box?.parentElement) return;
    // Sizes change when a hidden frame is shown for the first time, or a phone is turned.
    const resized = new ResizeObserver(() => fitToLines(box));
    resized.observe(box.parentElement);
    return () => resized.disconnect();
  }, [field]);

  /** Stored at once: an effect could run too late when the visitor leaves the page. */
  const write = (written: string) => {
    if (written) store.set(DRAFT, written);
    else store.remove(DRAFT);
    setText(written);
  };
  const send = () => {
    if (textLength(text) === 0 || left < 0) return;
    session.sender.send(text.trim());
    write("");
    notice.stopped();
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class={left < 0 ? "composer-field composer-over" : "composer-field"}>
        <textarea
          ref={field}
          class="composer-text"
          data-testid="composer"
          rows={1}
          dir="auto"
          value={text}
          placeholder={texts.writeMessage}
          aria-label={texts.writeMessage}
          aria-invalid={left < 0}
          aria-describedby="composer-limit"
          enterkeyhint="send"
          autocomplete="off"
          onInput={(event) => {
            write(event.currentTarget.value);
            notice.wrote(event.currentTarget.value);
          }}
          onBlur={notice.stopped}
          onKeyDown={(event) => {
            if (!sendsMessage(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="button-send"
          data-testid="send"
          aria-label={texts.send}
          disabled={textLength(text) === 0 || left < 0}
        >
          <SendIcon />
        </button>
      </div>
      <p id="composer-limit" class="composer-limit tabular" data-testid="composer-limit">
        {left >= 0 && left <= COUNTDOWN_FROM && texts.charactersLeft(left)}
        {left < 0 && <span class="trouble">{texts.tooLong(-left, limit)}</span>}
      </p>
      {/* Said once when the limit is passed, not at every key. */}
      <p class="unseen" role="status">
        {left < 0 ? texts.overLimit(limit) : ""}
      </p>
    </form>
  );
}

function fitToLines(field: HTMLTextAreaElement): void {
  const style = getComputedStyle(field);
  const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
  const most = LINES * parseFloat(style.lineHeight) + padding;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, most)}px`;
  field.style.overflowY = field.scrollHeight > most ? "auto" : "hidden";
}
