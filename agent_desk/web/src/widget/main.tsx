import { effect } from "@preact/signals";
import { createRef, render } from "preact";
import "../shared/tokens.css";
import { applyAccent, readableAccent } from "../shared/accent";
import { connect } from "../shared/connection";
import type { VisitorEvents, VisitorRequests } from "../shared/events";
import { inComposition } from "../shared/keyboard";
import { pickLanguage } from "../shared/language";
import type { Language } from "../shared/names";
import { openStore } from "../shared/storage";
import type { ToFrame } from "../loader/protocol";
import { ChatContext, createChat } from "./chat";
import { App } from "./components/App";
import { joinHost, type Host } from "./host";
import { followReading } from "./reading";
import { Session } from "./session";
import "./styles/frame.css";
import "./styles/thread.css";
import "./styles/cards.css";
import "./styles/composer.css";
import { TEXTS } from "./texts";

// How long the frame waits for the page's hello; without it the visitor is a guest. The page may
// have to ask its shop for an identity first, and what a customer writes must not become a guest's.
const HELLO_MILLISECONDS = 10_000;

const params = new URLSearchParams(location.search);
const shopId = params.get("shop") ?? "";
const language = pickLanguage([params.get("language"), ...navigator.languages]);
nameDocument(language);

let onMessage: (message: ToFrame) => void = (message) => {
  if (message.type === "hello") start(message.identity, message.open);
};
const host = joinHost(params.get("origin"), window, (message) => onMessage(message));
const waiting = setTimeout(() => start(null, true), host.framed ? HELLO_MILLISECONDS : 0);
host.post({ relay: "frame", type: "ready" });

function start(identity: string | null, open: boolean): void {
  clearTimeout(waiting);
  const prefix = `relay:${shopId}`;
  const store = openStore(prefix);
  const session = new Session({
    shopId,
    language,
    store,
    identity,
    askForIdentity: () => host.post({ relay: "frame", type: "identity" }),
    connect: (auth) => connect<VisitorRequests, VisitorEvents>("/visitor", auth),
  });
  const reading = followReading(session, store);
  const composer = createRef<HTMLTextAreaElement>();
  reading.visible.value = open || !host.framed;

  onMessage = (message) => {
    if (message.type === "shown") {
      reading.visible.value = true;
      if (message.focus) takeFocus(composer.current);
    }
    if (message.type === "hidden") reading.visible.value = false;
    if (message.type === "identity") session.identityAnswered(message.identity);
    if (message.type === "identify" || message.type === "hello") session.identify(message.identity);
  };
  effect(() => host.post({ relay: "frame", type: "unread", count: reading.unread.value }));
  effect(() => postShop(session, host));
  effect(() => nameDocument(session.language.value));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !inComposition(event))
      host.post({ relay: "frame", type: "close" });
  });
  addEventListener("storage", (event) => {
    if (event.key === `${prefix}:${session.knownKey}` && event.newValue) session.joinOtherTab();
  });

  const chat = createChat({ session, store, host });
  const root = document.getElementById("app");
  if (!root) throw new Error("widget.html has no #app");
  render(
    <ChatContext.Provider value={chat}>
      <App composer={composer} />
    </ChatContext.Provider>,
    root,
  );
}

/** Screen readers read the frame in the chat's language. */
function nameDocument(spoken: Language): void {
  document.documentElement.lang = spoken;
  document.title = TEXTS[spoken].chat;
}

/** The shop's colour for this page and for the launcher. */
function postShop(session: Session, to: Host): void {
  const shop = session.shop.value;
  const colours = shop && readableAccent(shop.accent);
  if (!colours) return;
  applyAccent(shop.accent);
  const { accent, accentText } = colours;
  to.post({ relay: "frame", type: "shop", accent, accentText });
}

/** On a phone the composer would open the keyboard over the thread: there the title gets the focus. */
function takeFocus(composer: HTMLTextAreaElement | null): void {
  const touch = matchMedia("(pointer: coarse)").matches;
  const title = document.getElementById("title");
  if (touch && title) {
    title.tabIndex = -1;
    title.focus();
  } else {
    composer?.focus();
  }
}
