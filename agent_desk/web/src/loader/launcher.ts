/** What the launcher does: makes the frame when it is needed, opens and closes it, and listens to it. */
import type { Language } from "../shared/names";
import { keepAttached } from "./attachment";
import { tell } from "./console";
import { currentIdentity, type Identity, type IdentitySource } from "./identity";
import type { Memory } from "./memory";
import { readToPage, type ToFrame, type ToPage } from "./protocol";
import { explainRefusal, type Refusal } from "./refusal";
import type { Tag } from "./tag";
import { LOADER_TEXTS } from "./texts";
import { hideNote, showNote, showState, type View } from "./view";

export interface Launcher {
  /** Puts the launcher into the page and keeps it there. */
  attach: () => void;
  open: (focus?: boolean) => void;
  close: () => void;
  toggle: () => void;
  /** Shows or hides the launcher; an open chat stays as it is. */
  showLauncher: (shown: boolean) => void;
  /** The shop says who its customer is, or null when they have logged out; or gives a function. */
  identify: (given: Identity | IdentitySource) => void;
  /** The chat goes on in another language. */
  speak: (language: Language) => void;
  /** Makes the frame if there is none; closed, it still counts unread lines. */
  prepare: () => void;
}

// A desk that has not answered by then counts as unreachable.
const READY_MILLISECONDS = 12_000;

// State in a closure, not in fields: a minifier cannot shorten the names of fields.
/** `isOff`: nothing is shown, until the desk lets in a visitor whose chat goes on with a person. */
export function createLauncher(tag: Tag, view: View, memory: Memory, isOff = false): Launcher {
  const { desk, shop } = tag;
  let language = tag.language;
  let given: Identity | IdentitySource = tag.identity;
  let frame: HTMLIFrameElement | null = null;
  let ready = false;
  let isOpen = false;
  let isHidden = false;
  let takesFocus = false;
  let focusedBefore: Element | null = null;
  let unread = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const texts = () => LOADER_TEXTS[language];
  const show = () => {
    view.host.lang = language;
    const opening = frame !== null && !ready;
    showState(view, texts(), { open: isOpen, hidden: isHidden || isOff, opening, unread });
  };
  const say = (message: ToFrame) => {
    if (ready) frame?.contentWindow?.postMessage(message, desk);
  };

  const open = (focus = true) => {
    attach();
    if (isOff) {
      if (memory.used()) prepare();
      return;
    }
    hideNote(view);
    if (!isOpen) focusedBefore = document.activeElement;
    isOpen = true;
    takesFocus = focus;
    memory.keepOpen(true);
    prepare();
    show();
    fit();
    sayShown();
  };

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    memory.keepOpen(false);
    show();
    say({ relay: "page", type: "hidden" });
    if (!isHidden) view.launcher.focus();
    else if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
    focusedBefore = null;
  };

  const prepare = () => {
    if (frame) return;
    // Unlike location.origin, "null" in a sandbox too, where no frame of the desk would work.
    const { origin } = window;
    if (origin === "null") {
      refused("origin");
      return;
    }
    const query = new URLSearchParams({ shop, language, origin });
    frame = document.createElement("iframe");
    frame.src = `${desk}/widget?${query.toString()}`;
    frame.title = texts().panel;
    view.panel.append(frame);
    expectReady();
  };

  const expectReady = () => {
    ready = false;
    clearTimeout(timer);
    timer = setTimeout(giveUp, READY_MILLISECONDS);
    show();
  };

  const discard = () => {
    clearTimeout(timer);
    frame?.remove();
    frame = null;
    ready = false;
    show();
  };

  const giveUp = () => {
    tell(
      `The frame of ${desk} does not come. Is the desk running? Does this page's ` +
        "Content-Security-Policy name it in frame-src? Pages around this one must be in " +
        `agent_desk.shops.${shop}.allowed_origins too.`,
    );
    end(texts().unreachable);
  };

  const refused = (reason: Refusal) => {
    tell(explainRefusal(reason, shop, window.origin));
    end(texts().refused);
  };

  /** The next opening tries again. */
  const end = (words: string) => {
    discard();
    if (!isOpen) return;
    close();
    showNote(view, words, texts().close);
  };

  const sayShown = () => {
    if (!isOpen || !ready) return;
    if (takesFocus) frame?.focus();
    say({ relay: "page", type: "shown", focus: takesFocus });
  };

  const obey = (message: ToPage) => {
    switch (message.type) {
      case "ready":
        clearTimeout(timer);
        ready = true;
        show();
        memory.keepUsed();
        void currentIdentity(given).then((identity) => {
          say({ relay: "page", type: "hello", identity, open: isOpen });
          sayShown();
        });
        break;
      case "refused":
        refused(message.reason);
        break;
      case "close":
        close();
        break;
      case "identity":
        void currentIdentity(given).then((identity) =>
          say({ relay: "page", type: "identity", identity }),
        );
        break;
      case "unread":
        unread = message.count;
        show();
        break;
      case "shop":
        memory.keepColours(message.accent, message.accentText);
        colour(view, [message.accent, message.accentText]);
        isOff = false;
        show();
        break;
    }
  };

  /** On a phone the panel ends where the keyboard begins. */
  const fit = () => {
    const { style } = view.panel;
    const full = isOpen && window.innerWidth < 480 ? window.visualViewport : null;
    style.height = full ? `${full.height}px` : "";
    style.top = full ? `${full.offsetTop}px` : "";
  };

  const hear = (event: MessageEvent) => {
    if (event.origin !== desk || event.source !== frame?.contentWindow) return;
    const message = readToPage(event.data);
    if (message) obey(message);
  };

  const attach = keepAttached(view.host, () => {
    // document.open() takes a window's listeners away; one that is there is not added again.
    window.addEventListener("message", hear);
    if (!frame) return;
    // Browsers load a frame anew wherever it is put in.
    takesFocus = false;
    expectReady();
  });

  colour(view, memory.colours());
  show();
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);

  return {
    attach,
    open,
    close,
    prepare,
    toggle: () => (isOpen ? close() : open()),
    showLauncher: (shown) => {
      isHidden = !shown;
      show();
    },
    identify: (next) => {
      given = next;
      // Before that, the hello will say it.
      if (!ready) return;
      void currentIdentity(next).then((identity) => {
        if (given === next) say({ relay: "page", type: "identify", identity });
      });
    },
    speak: (next) => {
      language = next;
      takesFocus = false;
      const wasThere = frame !== null;
      discard();
      if (wasThere) prepare();
    },
  };
}

function colour(view: View, [accent, text]: string[]): void {
  if (!accent || !text) return;
  view.host.style.setProperty("--relay-accent", accent, "important");
  view.host.style.setProperty("--relay-accent-text", text, "important");
}
