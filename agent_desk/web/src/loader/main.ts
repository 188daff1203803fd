/**
 * The script that a shop's page loads:
 * `<script src="https://desk/widget.js" data-shop="…" async></script>`.
 * `data-language` and `data-identity` are optional. It adds a launcher and `window.RelayChat`,
 * and fires `relaychat:ready` on window when both are there.
 */
import { pickLanguage } from "../shared/language";
import type { Identity, IdentitySource } from "./identity";
import { createLauncher } from "./launcher";
import { openMemory } from "./memory";
import { LOADER_TEXTS } from "./texts";
import { buildView } from "./view";

export interface RelayChat {
  open: () => void;
  close: () => void;
  /**
   * A signed identity (JWT) of the shop's customer, null when they log out; or a function that
   * gives a fresh one, which the chat calls before the last one expires.
   */
  identify: (given: Identity | IdentitySource) => void;
}

declare global {
  interface Window {
    RelayChat?: RelayChat;
  }
}

const script = thisScript();
// A page that includes the script twice still has one chat.
if (script && !window.RelayChat) start(script);

function start(from: HTMLScriptElement): void {
  const { shop = "", language: wanted, identity = null } = from.dataset;
  const language = pickLanguage([wanted, document.documentElement.lang, ...navigator.languages]);
  const texts = LOADER_TEXTS[language];
  const view = buildView(texts, language);
  const memory = openMemory(shop);
  const desk = new URL(from.src).origin;
  const launcher = createLauncher({ desk, shop, language, identity, texts, view, memory });

  view.launcher.onclick = launcher.toggle;
  view.host.onkeydown = (event) => {
    if (event.key === "Escape") launcher.close();
  };
  window.RelayChat = {
    open: () => launcher.open(),
    close: launcher.close,
    identify: launcher.identify,
  };
  whenThereIsABody(() => {
    document.body.append(view.host);
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

function whenThereIsABody(then: () => void): void {
  if (document.readyState !== "loading") then();
  else document.addEventListener("DOMContentLoaded", then, { once: true });
}

function whenIdle(then: () => void): void {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 3000 });
  else setTimeout(then, 1000);
}
