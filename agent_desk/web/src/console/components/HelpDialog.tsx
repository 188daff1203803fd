import { useApp, useTexts } from "../context";
import { Dialog } from "./Dialog";

/** Every shortcut; opened by "?" and closed by Escape. */
export function HelpDialog() {
  const texts = useTexts();
  const { layout } = useApp();
  const { keys } = texts.help;
  return (
    <Dialog
      testId="help"
      heading={texts.help.heading}
      hint={texts.help.hint}
      shown={layout.helpShown}
    >
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
    </Dialog>
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
