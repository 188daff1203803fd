/**
 * The page in place of the chat: tells the loader why there is none, and says it in words to whoever
 * sees the frame or opens its address.
 */
import "../shared/tokens.css";
import "./refused.css";
import { explainRefusal, isRefusal } from "../loader/refusal";
import type { ToPage } from "../loader/protocol";
import { LOADER_TEXTS } from "../loader/texts";
import { pickLanguage } from "../shared/language";

const params = new URLSearchParams(location.search);
const language = pickLanguage([params.get("language"), ...navigator.languages]);
const title = LOADER_TEXTS[language].refused;
document.documentElement.lang = language;
document.title = title;
write("h1", title);

const reason = params.get("reason");
if (isRefusal(reason)) {
  write("p", explainRefusal(reason, named("shop"), named("origin")));
  // To any page: it learns only what its own script tag has led to.
  const message: ToPage = { relay: "frame", type: "refused", reason };
  if (parent !== window) parent.postMessage(message, "*");
}

/** An id or an origin; nothing where the address holds words of somebody else. */
function named(parameter: string): string {
  const value = params.get(parameter) ?? "";
  return /^[\w.:/[\]-]*$/.test(value) ? value : "";
}

function write(selector: string, words: string): void {
  const element = document.querySelector(selector);
  if (element) element.textContent = words;
}
