/** What the launcher does: makes the frame when it is needed, opens and closes it, and listens to it. */
import { currentIdentity, type Identity, type IdentitySource } from "./identity";
import { readToPage, type ToFrame, type ToPage } from "./protocol";
import type { Memory } from "./memory";
import type { LoaderTexts } from "./texts";
import { hideNote, showNote, showState, type View } from "./view";

export interface LauncherOptions {
  /** Origin of the desk: the only one that messages go to and come from. */
  desk: string;
  shop: string;
  language: string;
  identity: Identity;
  texts: LoaderTexts;
  view: View;
  memory: Memory;
}

export interface Launcher {
  open: (focus?: boolean) => void;
  close: () => void;
  toggle: () => void;
  /** The shop says who its customer is, or null when they have logged out; or gives a function. */
  identify: (given: Identity | IdentitySource) => void;
  /** Makes the frame if there is none; closed, it still counts unread lines. */
  prepare: () => void;
}

// A desk that has not answered by then counts as unreachable.
const READY_MILLISECONDS = 12_000;

// State in a closure, not in fields: a minifier cannot shorten the names of fields.
export function createLauncher(options: LauncherOptions): Launcher {
  const { desk, shop, language, texts, view, memory } = options;
  let given: Identity | IdentitySource = options.identity;
  let frame: HTMLIFrameElement | null = null;
  let ready = false;
  let isOpen = false;
  let takesFocus = false;
  let unread = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = () => showState(view, texts, isOpen, unread);
  const say = (message: ToFrame) => {
    if (ready) frame?.contentWindow?.postMessage(message, desk);
  };

  const open = (focus = true) => {
    hideNote(view);
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
    view.launcher.focus();
  };

  const prepare = () => {
    if (frame) return;
    const query = new URLSearchParams({ shop, language, origin: location.origin });
    frame = document.createElement("iframe");
    frame.src = `${desk}/widget?${query.toString()}`;
    frame.title = texts.panel;
    view.opening.hidden = false;
    view.panel.append(frame);
    timer = setTimeout(giveUp, READY_MILLISECONDS);
  };

  /** The next opening tries again. */
  const giveUp = () => {
    frame?.remove();
    frame = null;
    if (!isOpen) return;
    close();
    showNote(view, texts.unreachable, texts.close);
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
        view.opening.hidden = true;
        memory.keepUsed();
        void currentIdentity(given).then((identity) => {
          say({ relay: "page", type: "hello", identity, open: isOpen });
          sayShown();
        });
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

  colour(view, memory.colours());
  show();
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);
  window.addEventListener("message", (event) => {
    if (event.origin !== desk || event.source !== frame?.contentWindow) return;
    const message = readToPage(event.data);
    if (message) obey(message);
  });

  return {
    open,
    close,
    prepare,
    toggle: () => (isOpen ? close() : open()),
    identify: (next) => {
      given = next;
      // Before that, the hello will say it.
      if (!ready) return;
      void currentIdentity(next).then((identity) => {
        if (given === next) say({ relay: "page", type: "identify", identity });
      });
    },
  };
}

function colour(view: View, [accent, text]: string[]): void {
  if (!accent || !text) return;
  view.host.style.setProperty("--accent", accent);
  view.host.style.setProperty("--accent-text", text);
}
