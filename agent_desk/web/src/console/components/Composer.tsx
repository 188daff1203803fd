import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import { sendsMessage } from "../../shared/keyboard";
import { COUNTDOWN_FROM, textLength } from "../../shared/length";
import { useTypingNotice } from "../../shared/typing";
import { useDesk, useSelected, useApp, useTexts } from "../context";
import { draftOf } from "../state/drafts";
import type { Mode } from "../state/model";
import type { Texts } from "../texts";

// After this long without a key the agent has stopped writing.
const IDLE_MILLISECONDS = 6000;
const MODES: readonly Mode[] = ["reply", "note"];

/** Where an agent writes: a reply, or a note that only agents see. */
export function Composer({ conversationId }: { conversationId: string }) {
  const texts = useTexts();
  const desk = useDesk();
  const { layout } = useApp();
  const draft = useSelected((state) => draftOf(state, conversationId));
  const limit = useSelected((state) => state.rules.maxTextLength);
  const box = useRef<HTMLTextAreaElement>(null);
  const { mode, entry } = draft;
  const text = draft[mode];
  const left = limit - textLength(text);
  const sendable = text.trim() !== "" && left >= 0;

  const notice = useTypingNotice(
    (typing) => void desk.setTyping(conversationId, typing),
    IDLE_MILLISECONDS,
  );
  useGrowing(box, text);
  const setBox = useCallback(
    (area: HTMLTextAreaElement | null) => {
      box.current = area;
      layout.setComposer(area);
    },
    [layout],
  );

  const write = (written: string) => {
    desk.outbox.changeDraft(conversationId, { [mode]: written });
    if (mode === "reply") notice.wrote(written);
  };
  const send = () => {
    if (!sendable) return;
    notice.stopped();
    void desk.outbox.send(conversationId, mode);
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!sendsMessage(event)) return;
    event.preventDefault();
    send();
  };

  return (
    <div class={`composer ${mode}`} data-testid="composer">
      <div class="composer-modes" role="radiogroup" aria-label={texts.composer.mode}>
        {MODES.map((one) => (
          <label key={one} class="composer-mode">
            <input
              type="radio"
              name="mode"
              class="unseen"
              checked={mode === one}
              data-testid={`mode-${one}`}
              onChange={() => {
                notice.stopped();
                desk.outbox.changeDraft(conversationId, { mode: one });
                layout.focusComposer();
              }}
            />
            <span>{texts.composer[one]}</span>
          </label>
        ))}
        {mode === "reply" && entry !== null && (
          <span class="composer-entry quiet">{texts.composer.fromEntry(entry)}</span>
        )}
      </div>
      <textarea
        ref={setBox}
        rows={2}
        dir="auto"
        value={text}
        aria-label={texts.composer[mode]}
        aria-describedby="composer-count"
        aria-invalid={left < 0}
        placeholder={
          mode === "reply" ? texts.composer.replyPlaceholder : texts.composer.notePlaceholder
        }
        data-testid="composer-text"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={notice.stopped}
      />
      <div class="composer-foot">
        <span
          id="composer-count"
          class={left < 0 ? "trouble-word tabular" : "quiet tabular"}
          aria-live={left < 0 ? "polite" : "off"}
          data-testid="composer-count"
        >
          {wordCount(texts, left, limit)}
        </span>
        <button
          type="button"
          class="button primary"
          disabled={!sendable}
          data-testid="composer-send"
          onClick={send}
        >
          {mode === "reply" ? texts.composer.send : texts.composer.saveNote}
        </button>
      </div>
    </div>
  );
}

function wordCount(texts: Texts, left: number, limit: number): string {
  if (left < 0) return texts.composer.tooLong(-left, limit);
  return left <= COUNTDOWN_FROM ? texts.composer.left(left) : texts.composer.hint;
}

function useGrowing(box: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight}px`;
  }, [box, text]);
}
