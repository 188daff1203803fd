import type { RefObject } from "preact";
import { useChat } from "../chat";
import { Composer } from "./Composer";
import { ConnectionBar } from "./ConnectionBar";
import { Header } from "./Header";
import { Thread } from "./Thread";

export function App({ composer }: { composer: RefObject<HTMLTextAreaElement | null> }) {
  const { session, texts } = useChat();
  const refused = session.refusal.value !== null;
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
      {session.isNewChat.value && (
        <p class="note-line" role="status" data-testid="new-chat">
          {texts.newChat}
        </p>
      )}
      {!refused && session.shop.value && <Thread />}
      {!refused && <Composer field={composer} />}
    </main>
  );
}

/** The desk refuses the connection: the log-in at the shop has ended, or the page is not set up. */
function Refused() {
  const { session, texts } = useChat();
  const signedIn = !session.isGuest;
  const unsent = session.sender.pending.value.length > 0;
  return (
    <div class="notice" role="alert" data-testid="refused">
      <p>{signedIn ? texts.refusedIdentity : texts.refused}</p>
      {signedIn && unsent && <p data-testid="unsent-kept">{texts.unsentKept}</p>}
      <button
        type="button"
        class="button"
        data-testid="try-again"
        onClick={() => session.tryAgain()}
      >
        {texts.tryAgain}
      </button>
      {signedIn && (
        <button
          type="button"
          class="button-text"
          data-testid="continue-as-guest"
          onClick={() => session.identify(null)}
        >
          {texts.continueAsGuest}
        </button>
      )}
    </div>
  );
}
