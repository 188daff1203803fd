/**
 * The script that a shop's page loads:
 * `<script src="https://desk/widget.js" data-shop="…" async></script>`.
 * `data-language` and `data-identity` are optional. It adds a launcher and `window.RelayChat`,
 * and fires `relaychat:ready` on window when both are there. A page that runs it again, as after
 * each visit of Turbo, still has the one chat.
 */
import { tell } from "./console";
import type { Identity, IdentitySource } from "./identity";
import { createLauncher } from "./launcher";
import { openMemory } from "./memory";
import { whenIdle, whenThereIsABody } from "./pageState";
import { changesOf, readTag, type Tag } from "./tag";
import { buildView } from "./view";

export interface RelayChat {
  open: () => void;
  close: () => void;
  /** Shows the launcher again. */
  show: () => void;
  /** Hides the launcher until `show`; an open chat stays as it is. */
  hide: () => void;
  /**
   * A signed identity (JWT) of the shop's customer, null when they log out; or a function that
   * gives a fresh one, which the chat calls before the last one expires.
   */
  identify: (given: Identity | IdentitySource) => void;
}

// Under it the first run of the script keeps what later runs call.
const RUN_AGAIN = Symbol.for("relay.run-again");

declare global {
  interface Window {
    /** Ids of shops that are switched off. The desk writes it before this script, if there are any. */
    RelayShopsOff?: string[];
    RelayChat?: RelayChat & { [RUN_AGAIN]?: (tag: Tag) => void };
  }
}

const script = thisScript();
if (script) run(script);

function run(from: HTMLScriptElement): void {
  const tag = readTag(from, [document.documentElement.lang, ...navigator.languages]);
  const { RelayChat } = window;
  if (!RelayChat) start(tag);
  else if (!isOutdated(from)) RelayChat[RUN_AGAIN]?.(tag);
}

function start(first: Tag): void {
  let tag = first;
  const view = buildView();
  const memory = openMemory(tag.shop);
  const launcher = createLauncher(tag, view, memory, isOff(tag.shop));

  view.launcher.onclick = launcher.toggle;
  view.host.onkeydown = (event) => {
    if (event.key === "Escape") launcher.close();
  };
  const runAgain = (later: Tag) => {
    launcher.attach();
    const changes = changesOf(tag, later);
    if (!changes) {
      tell(
        `This page has the chat of the shop "${tag.shop}" at ${tag.desk} already. ` +
          `"${later.shop}" at ${later.desk} is ignored until the page is loaded anew.`,
      );
      return;
    }
    tag = later;
    if (changes.language) launcher.speak(changes.language);
    if (changes.identity !== undefined) launcher.identify(changes.identity);
  };
  window.RelayChat = {
    open: () => launcher.open(),
    close: launcher.close,
    show: () => launcher.showLauncher(true),
    hide: () => launcher.showLauncher(false),
    identify: launcher.identify,
    [RUN_AGAIN]: runAgain,
  };
  whenThereIsABody(() => {
    launcher.attach();
    // A chat that was open stays open, without taking the focus from the page.
    if (memory.wasOpen()) launcher.open(false);
    else if (memory.used()) whenIdle(launcher.prepare);
    window.dispatchEvent(new Event("relaychat:ready"));
  });
}

function thisScript(): HTMLScriptElement | null {
  const running = document.currentScript;
  if (running instanceof HTMLScriptElement) return running;
  return document.querySelector<HTMLScriptElement>("script[data-shop]");
}

function isOff(shop: string): boolean {
  return window.RelayShopsOff?.includes(shop) ?? false;
}

/** Of a page that another has replaced meanwhile, or of Turbo's preview from its cache. */
function isOutdated(from: HTMLScriptElement): boolean {
  return !from.isConnected || document.documentElement.hasAttribute("data-turbo-preview");
}
