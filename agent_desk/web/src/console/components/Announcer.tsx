import { useEffect, useRef, useState } from "preact/hooks";
import { useSelected, useTexts } from "../context";
import { wordCustomer } from "../texts/wording";

/** Lets screen readers read the visitor's new lines in the open chat; the transcript is silent. */
export function Announcer() {
  const texts = useTexts();
  const [words, setWords] = useState("");
  const id = useSelected((state) => state.open?.id);
  const newest = useSelected((state) => state.open?.thread.lines.at(-1));
  const customer = useSelected((state) =>
    state.open ? state.conversations[state.open.id]?.customer : undefined,
  );
  const before = useRef<{ id: string | undefined; seq: number }>({ id: undefined, seq: 0 });

  useEffect(() => {
    const seq = newest?.seq ?? 0;
    const wasOpen = before.current.id === id && before.current.seq > 0;
    if (wasOpen && newest && customer && seq > before.current.seq && newest.author === "visitor") {
      setWords(`${texts.notices.newMessage(wordCustomer(texts, customer))}: ${newest.text}`);
    }
    before.current = { id, seq };
  }, [id, newest, customer, texts]);

  return (
    <p class="unseen" role="status" aria-live="polite">
      {words}
    </p>
  );
}
