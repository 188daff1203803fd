import { useEffect, useRef } from "preact/hooks";
import { useApp, useTexts } from "../context";
import { Icon } from "./Icon";

/** Every shortcut; opened by "?" and closed by Escape. */
export function HelpDialog() {
  const texts = useTexts();
  const { layout } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = layout.helpShown.value;

  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);

  const { keys } = texts.help;
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-heading"
      data-testid="help"
      onClose={() => (layout.helpShown.value = false)}
      onClick={(event) => {
        // A click on the backdrop has the dialog itself as its target.
        if (event.target === dialog.current) layout.helpShown.value = false;
      }}
    >
      <div class="help-body">
        <header class="help-head">
          <h2 id="help-heading">{texts.help.heading}</h2>
          <button
            type="button"
            class="tool"
            aria-label={texts.actions.close}
            onClick={() => (layout.helpShown.value = false)}
          >
            <Icon name="close" />
          </button>
        </header>
        <p class="quiet">{texts.help.hint}</p>
        <dl class="keys">
          <Key name="j" does={keys.next} />
          <Key name="k" does={keys.previous} />
          <Key name="a" does={keys.accept} />
          <Key name="c" does={keys.claim} />
          <Key name="t" does={keys.transfer} />
          <Key name="r" does={keys.reply} />
          <Key name="n" does={keys.note} />
          <Key name="e" does={keys.resolve} />
          <Key name="?" does={keys.help} />
          <Key name="Esc" does={keys.escape} />
        </dl>
        <h3>{texts.help.inComposer}</h3>
        <dl class="keys">
          <Key name="Enter" does={texts.help.enter} />
          <Key name="Shift Enter" does={texts.help.shiftEnter} />
        </dl>
      </div>
    </dialog>
  );
}

function Key({ name, does }: { name: string; does: string }) {
  return (
    <div class="key-pair">
      <dt>
        {name.split(" ").map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
