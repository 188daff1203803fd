import type { RefObject } from "preact";
import { useChat } from "../chat";
import { Composer } from "./Composer";
import { ConnectionBar } from "./ConnectionBar";
import { Header } from "./Header";
import { Thread } from "./Thread";

export function App({ composer }: { composer: RefObject<HTMLTextAreaElement | null> }) {
  const { session, texts } = useChat();
  const { refusal, retryAt } = session.desk.state.value;
  const refused = refusal && retryAt === null;
  return (
    <main class="chat" aria-labelledby="title">
      <Header />
      {!refused && <ConnectionBar />}
      {refused && <Refused />}
      {!refused && !session.shop.value && (
        <p class="notice notice-late" role="status" data-testid="opening">
          {texts.opening}
        </p>
      )}
      {!refused && session.shop.value && <Thread />}
      {!refused && <Composer field={composer} />}
    </main>
  );
}

/** The desk refuses the connection: the page's sign-in has expired, or the page is not set up. */
function Refused() {
  const { session, texts } = useChat();
  const asGuest = !session.isGuest;
  return (
    <div class="notice" role="alert" data-testid="refused">
      <p>{asGuest ? texts.refusedIdentity : texts.refused}</p>
      <button
        type="button"
        class="button"
        onClick={() => (asGuest ? session.identify(null) : session.desk.restart())}
      >
        {asGuest ? texts.continueAsGuest : texts.tryAgain}
      </button>
    </div>
  );
}
