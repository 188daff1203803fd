/** The launcher and its panel, in a shadow root of their own. */
import type { LoaderTexts } from "./texts";
import styles from "./styles.css?inline";

export interface View {
  host: HTMLElement;
  launcher: HTMLButtonElement;
  panel: HTMLElement;
  opening: HTMLElement;
  badge: HTMLElement;
  note: HTMLElement;
}

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M7 21.5V9a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-9.5L7 24z";
const CROSS = "m10 10 12 12M22 10 10 22";

export function buildView(): View {
  const host = element("div", {});
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  // A constructed sheet: the page's CSP may forbid inline styles.
  root.adoptedStyleSheets = [sheet];

  const panel = element("div", { class: "panel", part: "panel", id: "panel", role: "dialog" });
  panel.hidden = true;
  const opening = element("p", { class: "opening", role: "status" });
  panel.append(opening);

  const launcher = element("button", {
    class: "launcher",
    part: "launcher",
    type: "button",
    "data-testid": "launcher",
    "aria-haspopup": "dialog",
    "aria-controls": "panel",
  }) as HTMLButtonElement;
  const badge = element("span", {
    class: "badge",
    part: "badge",
    "aria-hidden": "true",
    "data-testid": "launcher-badge",
  });
  launcher.append(icon(), badge);

  const note = element("div", { class: "note", role: "status", "data-testid": "launcher-note" });
  note.hidden = true;

  root.append(panel, launcher, note);
  return { host, launcher, panel, opening, badge, note };
}

export interface State {
  open: boolean;
  /** The page has hidden the launcher. */
  hidden: boolean;
  /** The frame is there and not ready. */
  opening: boolean;
  unread: number;
}

/** Shows the state, in the language of `texts`. */
export function showState(view: View, texts: LoaderTexts, state: State): void {
  const { launcher, badge, panel, opening } = view;
  const { open, unread } = state;
  panel.hidden = !open;
  panel.setAttribute("aria-label", texts.panel);
  panel.toggleAttribute("data-opening", state.opening);
  opening.textContent = texts.opening;
  launcher.hidden = state.hidden;
  launcher.querySelector("path")?.setAttribute("d", open ? CROSS : BUBBLE);
  launcher.setAttribute("aria-expanded", String(open));
  badge.hidden = open || unread === 0;
  badge.textContent = unread > 99 ? "99+" : String(unread);
  const words = badge.hidden ? [texts.open] : [texts.open, texts.unread(unread)];
  launcher.setAttribute("aria-label", open ? texts.close : words.join(", "));
}

/** Shows a note beside the launcher, until it is closed or `hideNote` is called. */
export function showNote(view: View, words: string, dismiss: string): void {
  const close = element("button", { type: "button", "aria-label": dismiss }, "×");
  close.onclick = () => {
    hideNote(view);
    view.launcher.focus();
  };
  view.note.replaceChildren(element("p", {}, words), close);
  view.note.hidden = false;
}

export function hideNote(view: View): void {
  view.note.hidden = true;
  view.note.replaceChildren();
}

function icon(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  return svg;
}

function element(name: string, attributes: Record<string, string>, text = ""): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
