import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useTexts } from "../context";
import { Icon } from "./Icon";

interface Props {
  testId: string;
  heading: string;
  hint: string;
  /** The dialog sets it to false when it is closed. */
  shown: Signal<boolean>;
  children: ComponentChildren;
}

/** A dialog over the page, which Escape, its button and a click beside it close. */
export function Dialog({ testId, heading, hint, shown, children }: Props) {
  const texts = useTexts();
  const headingId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isShown = shown.value;

  useEffect(() => {
    if (isShown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isShown]);

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={headingId}
      data-testid={testId}
      onClose={() => (shown.value = false)}
      onClick={(event) => {
        // A click on the backdrop has the dialog itself as its target.
        if (event.target === dialog.current) shown.value = false;
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={headingId}>{heading}</h2>
          <button
            type="button"
            class="tool"
            aria-label={texts.actions.close}
            data-testid={`${testId}-close`}
            onClick={() => (shown.value = false)}
          >
            <Icon name="close" />
          </button>
        </header>
        <p class="quiet">{hint}</p>
        {children}
      </div>
    </dialog>
  );
}
